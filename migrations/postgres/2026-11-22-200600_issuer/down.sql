DROP TABLE issuer;
