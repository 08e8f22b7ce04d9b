"""Verifies a token by the keys at a URL, as a Python service would. Prints the subject."""

import sys

import jwt

url, issuer, algorithm, token = sys.argv[1:]
key = jwt.PyJWKClient(url).get_signing_key_from_jwt(token)
expected = {"algorithms": [algorithm], "issuer": issuer, "audience": issuer}
claims = jwt.decode(token, key.key, **expected, options={"require": ["exp", "iss", "aud", "sub"]})
try:
    jwt.decode(token[:-10] + ("B" if token[-10] == "A" else "A") + token[-9:], key.key, **expected)
except jwt.InvalidSignatureError:
    print(claims["sub"])
else:
    sys.exit("a spoilt token was taken")
