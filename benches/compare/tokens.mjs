// Makes an Ed25519 key and tokens signed with it, as Better Auth's `jwt` plugin writes both. Takes
// { issuer, users, rounds } on standard input: that many tokens of each user, each another one.

import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const HOURS = 6;

const { issuer, users, rounds } = JSON.parse(readFileSync(0, 'utf8'));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const kid = randomUUID().replaceAll('-', '');
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encoded({ alg: 'EdDSA', kid });
const iat = Math.floor(Date.now() / 1000);

function token({ id, name, email }, jti) {
  const times = { iat, exp: iat + HOURS * 3600 };
  const claims = { ...times, name, email, id, jti, sub: id, iss: issuer, aud: issuer };
  const signed = `${header}.${encoded(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

const tokens = [];
for (let round = 0; round < rounds; round += 1) {
  for (const user of users) tokens.push(token(user, `${round}-${user.id}`));
}
process.stdout.write(
  JSON.stringify({
    kid,
    publicKey: JSON.stringify(publicKey.export({ format: 'jwk' })),
    privateKey: JSON.stringify(privateKey.export({ format: 'jwk' })),
    tokens,
  }),
);
