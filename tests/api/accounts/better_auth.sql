-- Rows that Better Auth 1.7.25 wrote, whose secret was
-- fixture-secret-8f2c61d0a94be7735e1d0c42b6f98a17; only the sessions' ends were moved. Ada's, Grace's
-- and Linus's passwords are "correct horse battery staple", "pä$$wörd-ﬁ-Å" and "😀 emoji 12345";
-- Octo has none.

INSERT INTO "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
  VALUES ('ege6gk4PUsxC59CwUNr90bMNAinVGL7w', 'Ada Lovelace', 'ada@example.com', true, '2026-11-22T18:33:22.138Z', '2026-11-22T18:33:24.020Z');
INSERT INTO "user" ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt")
  VALUES ('jA48BX5EFL0EBFo7nr1G0nkPKg9317zp', 'Grace Hopper', 'grace@example.com', false, 'https://cdn.example.com/grace.png', '2026-11-22T18:33:22.584Z', '2026-11-22T18:33:22.584Z');
INSERT INTO "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
  VALUES ('kSjsXn8eyvTDIRecDGhd56SRWiCnoG1P', 'Linus Åkesson', 'linus@example.com', true, '2026-11-22T18:33:22.902Z', '2026-11-22T18:33:25.289Z');
INSERT INTO "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
  VALUES ('xaAMyIYb28FlQIKk7LGq1kpsFXnRMBEn', 'Octo Cat', 'octo@example.com', true, '2026-11-22T18:33:26.011Z', '2026-11-22T18:33:26.011Z');
INSERT INTO "account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
  VALUES ('jlR4dilCRVt8rl1uZFADdzNrH7Xe3vZI', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w', 'credential', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w', '343121aff6f24007bd2aa8c67ae3da30:2c8841cdbeeccbac66e06d5c1e521e7f75781972757734d8da220d03d5838b6bb4dd639e9335c07ba3187157b60ba29f3ae43830f5f79041ab3aa33df7fe7667', '2026-11-22T18:33:22.149Z', '2026-11-22T18:33:22.149Z');
INSERT INTO "account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
  VALUES ('ZjI6MX0hP6fApBYXnkbKmURElXHVvaP0', 'jA48BX5EFL0EBFo7nr1G0nkPKg9317zp', 'credential', 'jA48BX5EFL0EBFo7nr1G0nkPKg9317zp', 'aba36b21a94d397d163095d0b96e5d43:8b8185c00aef97403c63531fcdd59c7385f442db90134c641a26a7a63577322b5e291f2ee0c5d833a1b8a37149ded34fffd3dea592df0332f6636b650778e789', '2026-11-22T18:33:22.593Z', '2026-11-22T18:33:22.593Z');
INSERT INTO "account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
  VALUES ('jhaTmXQObsC2FZOGhFd69ReiR8I3VRUE', 'kSjsXn8eyvTDIRecDGhd56SRWiCnoG1P', 'credential', 'kSjsXn8eyvTDIRecDGhd56SRWiCnoG1P', 'd4cb1eccf32738c22a32bb5f68ed5a36:ab4177f9dcbf84675a880d95750861cba4bc737454c46b7fe07e43a0363bfc7772b6a4fbd4dc102cf26a4f305db4b596bd74281d0d57728bd104195b64b52ed7', '2026-11-22T18:33:22.906Z', '2026-11-22T18:33:22.906Z');
INSERT INTO "account" ("id", "accountId", "providerId", "userId", "accessToken", "scope", "createdAt", "updatedAt")
  VALUES ('75sv5oLQrBL746VcFaIRhviDfSLYVBQK', '583231', 'github', 'xaAMyIYb28FlQIKk7LGq1kpsFXnRMBEn', 'gho_fixture_access', 'read:user,user:email', '2026-11-22T18:33:26.011Z', '2026-11-22T18:33:26.011Z');
INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  VALUES ('FSFiIQ6MSGzuEXn3BqEQkayDCtgo0FyZ', '2099-12-31T23:59:59.000Z', 'ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g0', '2026-11-22T18:33:22.151Z', '2026-11-22T18:33:22.151Z', '203.0.113.10', 'fixture/1.0', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w');
INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  VALUES ('pv1wVvLt1RNgS5pV1y44xZrBWVkuoeyD', '2099-12-31T23:59:59.000Z', '91dEObisqmEustfJkPGI0HNbRoZx9HLr', '2026-11-22T18:33:22.594Z', '2026-11-22T18:33:22.594Z', '203.0.113.10', 'fixture/1.0', 'jA48BX5EFL0EBFo7nr1G0nkPKg9317zp');
INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  VALUES ('XToh8RvD4JuasHyTa6nn5cwP7iaAsE8X', '2099-12-31T23:59:59.000Z', 'y0sb8wD3No83B2B6kFxHI6vWrhffpevS', '2020-01-01T00:00:00.000Z', '2026-11-22T18:33:22.910Z', '203.0.113.10', 'fixture/1.0', 'kSjsXn8eyvTDIRecDGhd56SRWiCnoG1P');
INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  VALUES ('Q3PCJKnWLjkc9q7YdbcfQnFfNRMbj0Kf', '2020-01-02T03:04:05.678Z', 'bUYlzTl7Xvj3sFoK0YzgTTKVuhyMIioc', '2026-11-22T18:33:23.207Z', '2026-11-22T18:33:23.207Z', '203.0.113.10', 'fixture/1.0', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w');
INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  VALUES ('UFO45aQVkbugxpk3K9CCI44aerl0gRQI', '2099-12-31T23:59:59.000Z', 'HFEbp2jcQaBbXohPitSomzXoA7QhvgZy', '2026-11-22T18:33:23.437Z', '2026-11-22T18:33:23.437Z', '203.0.113.10', 'fixture/1.0', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w');
INSERT INTO "jwks" ("id", "publicKey", "privateKey", "createdAt", "alg", "crv")
  VALUES ('3O5QOvXKrsn9EORtEHf55lcucFZLwH5a', '{"crv":"Ed25519","x":"UkUZaRPYVJDeRVLAlLohT0iAY2omxSYjwaYWi1mEcZE","kty":"OKP"}', '"2273dbb7748591d7fc71731d72c32c22a5047f456796cfcdb1dfa0317363b05148f03ee42f527bee8a9ff1bcb5d2cfe6a581887180072e3cc80366e72ae46e325a6fb85de879cd099b294cfd8d260a80195961733378733e062abab5a5be447ac8711b825db22a1ab92add2fd67f0f256bd9d499556d841f12e4a2a740070a42ac7b43fff5112747ae30cff6b2b0b5c1035ab49d0fa6864b46866078038e7a1ad7b105c1b6d8548caf"', '2026-11-22T18:33:26.049Z', 'EdDSA', 'Ed25519');
INSERT INTO "verification" ("id", "identifier", "value", "expiresAt", "createdAt", "updatedAt")
  VALUES ('pS3n7kZwW7YT1A0Z91rdyRXes2b0iN44', 'reset-password:N8XMQ2MLVsFfo5FooytMDgWa', 'ege6gk4PUsxC59CwUNr90bMNAinVGL7w', '2099-12-31T23:59:59.000Z', '2026-11-22T18:33:25.384Z', '2026-11-22T18:33:25.384Z');
INSERT INTO "verification" ("id", "identifier", "value", "expiresAt", "createdAt", "updatedAt")
  VALUES ('jxupUThmFMKnuIm0TBfa4HEsFfUwtWOx', 'reset-password:zf8S8H6twIi8W4EScMz6Yds7', 'jA48BX5EFL0EBFo7nr1G0nkPKg9317zp', '2020-01-02T03:04:05.678Z', '2026-11-22T18:33:25.583Z', '2026-11-22T18:33:25.583Z');
INSERT INTO "verification" ("id", "identifier", "value", "expiresAt", "createdAt", "updatedAt")
  VALUES ('gArPIvQKpHaiEqWaRFh6COIxHuRGXc6H', 'delete-account-6qqgak2o9i5arw8h03040dhf5yluq4bc', 'kSjsXn8eyvTDIRecDGhd56SRWiCnoG1P', '2099-12-31T23:59:59.000Z', '2026-11-22T18:33:25.981Z', '2026-11-22T18:33:25.981Z');
