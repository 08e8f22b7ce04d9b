#!/usr/bin/env python3
"""Writes rsa-padding.json: RS256 signatures by one key over one message, the first good and the
others made with a padding that RFC 8017 (8.2, 9.2) does not allow. Needs `cryptography`. The key is
new each time, and its private half is thrown away.

  python3 rsa-padding.py >rsa-padding.json
"""
import base64, hashlib, json
from cryptography.hazmat.primitives.asymmetric import rsa


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


key = rsa.generate_private_key(65537, 2048).private_numbers()
n, k = key.public_numbers.n, 256
message = b64(b'{"alg":"RS256","kid":"rsa"}') + "." + b64(
    b'{"iss":"https://auth.example","aud":"https://tasks.example","sub":"ada","exp":1795371384}')
digest = hashlib.sha256(message.encode()).digest()
# DigestInfo of SHA-256 (RFC 8017, 9.2, note 1), with the parts that DER could write otherwise.
oid = bytes.fromhex("0609608648016503040201")
info = lambda algorithm, value: bytes([0x30, len(algorithm) + len(value) + 4, 0x30, len(algorithm)]) + \
    algorithm + bytes([0x04, len(value)]) + value
good = info(oid + b"\x05\x00", digest)
sha1 = bytes.fromhex("3021300906052b0e03021a05000414") + hashlib.sha1(message.encode()).digest()
fill = lambda text, byte=b"\xff": byte * (k - 3 - len(text))
padded = lambda text, block=b"\x01": b"\x00" + block + fill(text) + b"\x00" + text

encoded = {
    "good": padded(good),
    "no DigestInfo": padded(digest),
    "another hash": padded(sha1),
    "no NULL parameters": padded(info(oid, digest)),
    "other parameters": padded(info(oid + b"\x04\x00", digest)),
    "long form of a length": padded(b"\x30\x81\x31" + good[2:]),
    "indefinite length": padded(b"\x30\x80" + good[2:] + b"\x00\x00"),
    "another tag": padded(b"\x31" + good[1:]),
    "digest cut": padded(info(oid + b"\x05\x00", digest[:-1])),
    "digest of zeros": padded(info(oid + b"\x05\x00", bytes(32))),
    "block type 0": padded(good, b"\x00"),
    "block type 2": padded(good, b"\x02"),
    "first byte 1": b"\x01" + padded(good)[1:],
    "no zero before DigestInfo": b"\x00\x01" + b"\xff" * (k - 2 - len(good)) + good,
    "zero in the padding": padded(good).replace(b"\xff\xff", b"\xff\x00", 1),
    "padding of zeros": b"\x00\x01" + fill(good, b"\x00") + b"\x00" + good,
    "padding of 0xfe": b"\x00\x01" + fill(good, b"\xfe") + b"\x00" + good,
    "one byte of another kind in the padding": padded(good).replace(b"\xff\xff", b"\xff\x7f", 1),
    "eight bytes of padding and rubbish behind": b"\x00\x01" + b"\xff" * 8 + b"\x00" + good +
    bytes(range(1, k - 10 - len(good))),
    "no padding and rubbish behind": b"\x00\x01\x00" + good + bytes(k - 3 - len(good)),
    "rubbish inside the parameters": padded(info(oid + b"\x05\x08" + b"rubbish!", digest)),
    "zeros behind the digest": padded(good + b"\x00\x00"),
    "not padded at all": bytes(k - len(digest)) + digest,
}
for name, block in encoded.items():
    assert len(block) == k, (name, len(block))
sign = lambda block: pow(int.from_bytes(block, "big"), key.d, n).to_bytes(k, "big")
signatures = {name: b64(sign(block)) for name, block in encoded.items()}
whole = sign(encoded["good"])
signatures["signature and the modulus"] = b64((int.from_bytes(whole, "big") + n).to_bytes(k + 1, "big"))
signatures["zero in front"] = b64(b"\x00" + whole)
signatures["zero behind"] = b64(whole + b"\x00")
signatures["zero"] = b64(bytes(k))
signatures["one"] = b64((1).to_bytes(k, "big"))
signatures["the modulus"] = b64(n.to_bytes(k, "big"))
signatures["the modulus less one"] = b64((n - 1).to_bytes(k, "big"))
jwk = {"kty": "RSA", "kid": "rsa", "alg": "RS256", "n": number(n), "e": "AQAB"}
print(json.dumps({"jwk": jwk, "message": message, "signatures": signatures}, indent=1))
