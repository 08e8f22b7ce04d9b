#!/usr/bin/env python3
"""mint.py - mint bad (and control) bearer tokens for a JWT verifier under test.

Needs: Python >= 3.10 and PyPI `cryptography`.

  python3 mint.py --secret "$HS_SECRET" --claims claims.json               # HS256
  python3 mint.py --jwk private.jwk.json --claims claims.json              # EdDSA / ES256 / RS256
  python3 mint.py ... --kid K --leeway 60 --now 1700000000
  python3 mint.py --catalogue public                                       # the written catalogue

claims.json is a claims set that the server accepts (iss, aud, sub at least); iat/exp are set here.
Prints one JSON object a line: id, set, category, name, severity, expect, token, request, note.
`expect.status` lists the statuses allowed; `expect.www` is the RFC 6750 error code that the
WWW-Authenticate header must carry ("invalid_token"), "no-code" (header without error=), or null.

The case builders live in public/tokens_public.py.
"""
import argparse, base64, hashlib, hmac, importlib.util, json, os, random, sys, time
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

HERE = Path(__file__).resolve().parent
DEL = object()
ED_L = 2**252 + 27742317777372353535851937790883648493
P256_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def b64u(b):
    return base64.urlsafe_b64encode(b).rstrip(b"=").decode()


def b64u_dec(s):
    return base64.urlsafe_b64decode(s + "=" * (-len(s) % 4))


def jdump(o):
    return json.dumps(o, separators=(",", ":"), ensure_ascii=False)


def i2b(n, ln=None):
    return n.to_bytes(ln or (n.bit_length() + 7) // 8 or 1, "big")


class HSKey:
    kind, alg = "hs", "HS256"

    def __init__(self, secret):
        self.secret = secret if isinstance(secret, bytes) else secret.encode()

    def sign(self, data, alg=None):
        h = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[alg or "HS256"]
        return hmac.new(self.secret, data, h).digest()


class EdKey:
    kind, alg = "ed", "EdDSA"

    def __init__(self, priv=None):
        self.priv = priv or ed25519.Ed25519PrivateKey.generate()
        self.pub = self.priv.public_key()

    def sign(self, data, alg=None):
        return self.priv.sign(data)

    def raw(self):
        return self.pub.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

    def jwk(self):
        return {"kty": "OKP", "crv": "Ed25519", "x": b64u(self.raw())}


class ECKey:
    kind, alg = "ec", "ES256"

    def __init__(self, priv=None):
        self.priv = priv or ec.generate_private_key(ec.SECP256R1())
        self.pub = self.priv.public_key()

    def sign_rs(self, data):
        return decode_dss_signature(self.sign_der(data))

    def sign_der(self, data):
        return self.priv.sign(data, ec.ECDSA(hashes.SHA256()))

    def sign(self, data, alg=None):
        r, s = self.sign_rs(data)
        return i2b(r, 32) + i2b(s, 32)

    def raw(self):
        return self.pub.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)

    def jwk(self):
        n = self.pub.public_numbers()
        return {"kty": "EC", "crv": "P-256", "x": b64u(i2b(n.x, 32)), "y": b64u(i2b(n.y, 32))}


class RSKey:
    kind, alg = "rs", "RS256"

    def __init__(self, priv=None, bits=2048, e=65537):
        self.priv = priv or rsa.generate_private_key(e, bits)
        self.pub = self.priv.public_key()

    def sign(self, data, alg=None):
        alg = alg or "RS256"
        h = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512, "1": hashes.SHA1}[alg[2:]]()
        if alg.startswith("PS"):
            return self.priv.sign(data, padding.PSS(padding.MGF1(h), padding.PSS.DIGEST_LENGTH), h)
        return self.priv.sign(data, padding.PKCS1v15(), h)

    def raw_op(self, em):
        p = self.priv.private_numbers()
        n = p.public_numbers.n
        return i2b(pow(int.from_bytes(em, "big"), p.d, n), (n.bit_length() + 7) // 8)

    def raw(self):
        return i2b(self.pub.public_numbers().n)

    def jwk(self):
        n = self.pub.public_numbers()
        return {"kty": "RSA", "n": b64u(i2b(n.n)), "e": b64u(i2b(n.e))}


def load_jwk(j):
    if j["kty"] == "oct":
        return HSKey(b64u_dec(j["k"]))
    if j["kty"] == "OKP":
        return EdKey(ed25519.Ed25519PrivateKey.from_private_bytes(b64u_dec(j["d"])))
    gi = lambda k: int.from_bytes(b64u_dec(j[k]), "big")
    if j["kty"] == "EC":
        return ECKey(ec.derive_private_key(gi("d"), ec.SECP256R1()))
    if j["kty"] == "RSA":
        pub = rsa.RSAPublicNumbers(gi("e"), gi("n"))
        p, q, d = gi("p"), gi("q"), gi("d")
        return RSKey(rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), pub).private_key())
    raise SystemExit("unsupported kty")


class Req:
    """A request that is more than 'Authorization: Bearer TOKEN'."""

    def __init__(self, headers=None, query="", method="GET", body="", version="HTTP/1.1"):
        self.d = {"headers": [list(h) for h in (headers or [])], "query": query, "method": method,
                  "body": body, "version": version}


class Ctx:
    def __init__(self, key, base, kid=None, now=None, leeway=60, canary="http://127.0.0.1:9/canary", seed=None):
        self.key, self.kid, self.leeway, self.canary = key, kid, leeway, canary
        self.now = int(now or time.time())
        self.base = {k: v for k, v in base.items() if k not in ("iat", "exp", "nbf")}
        self.iss, self.aud, self.sub = base.get("iss"), base.get("aud"), base.get("sub")
        if isinstance(self.aud, list):
            self.aud = self.aud[0]
        self.rng = random.Random(seed)
        self._att = {}

    @property
    def alg(self):
        return self.key.alg

    def attacker(self, kind=None):
        kind = kind or ("ed" if self.key.kind == "hs" else self.key.kind)
        if kind not in self._att:
            self._att[kind] = {"hs": lambda: HSKey(os.urandom(32)), "ed": EdKey, "ec": ECKey, "rs": RSKey}[kind]()
        return self._att[kind]

    def hdr(self, **over):
        h = {"alg": self.alg, "typ": "JWT"}
        if self.kid is not None:
            h["kid"] = self.kid
        for k, v in over.items():
            k = k.replace("__", "#")
            if v is DEL:
                h.pop(k, None)
            else:
                h[k] = v
        return h

    def claims(self, **over):
        c = dict(self.base)
        c["iat"], c["exp"] = self.now, self.now + 900
        for k, v in over.items():
            if v is DEL:
                c.pop(k, None)
            else:
                c[k] = v
        return c

    def raw_claims(self, **over):
        """JSON text where each value in `over` is raw JSON text."""
        c = self.claims(**{k: DEL for k in over})
        body = jdump(c)[1:-1]
        extra = ",".join(f"{json.dumps(k)}:{v}" for k, v in over.items())
        return "{" + body + ("," if body else "") + extra + "}"

    @staticmethod
    def seg(x):
        if isinstance(x, dict) or isinstance(x, list):
            x = jdump(x)
        if isinstance(x, str):
            x = x.encode()
        return b64u(x)

    def tok(self, header=None, payload=None, key=None, alg=None, hseg=None, pseg=None, sig=None):
        """Compact JWS. sig: bytes to use as the signature, or None to sign."""
        hs = hseg if hseg is not None else self.seg(self.hdr() if header is None else header)
        ps = pseg if pseg is not None else self.seg(self.claims() if payload is None else payload)
        data = (hs + "." + ps).encode()
        if sig is None:
            sig = (key or self.key).sign(data, alg)
        elif callable(sig):
            sig = sig(data)
        return hs + "." + ps + "." + (sig if isinstance(sig, str) else b64u(sig))

    # public key of the server in many spellings, for key confusion
    def pub_forms(self):
        k = self.key
        if k.kind == "hs":
            return {}
        S, F = serialization.Encoding, serialization.PublicFormat
        pem = k.pub.public_bytes(S.PEM, F.SubjectPublicKeyInfo)
        jwk = dict(k.jwk(), alg=k.alg, use="sig", **({"kid": self.kid} if self.kid else {}))
        f = {"pem": pem, "pem-no-newline": pem.rstrip(b"\n"), "der": k.pub.public_bytes(S.DER, F.SubjectPublicKeyInfo),
             "raw": k.raw(), "jwk-json": jdump(jwk).encode(), "jwks-json": jdump({"keys": [jwk]}).encode(),
             "x-or-n-text": (jwk.get("x") or jwk.get("n")).encode()}
        if k.kind == "rs":
            f["pkcs1-pem"] = k.pub.public_bytes(S.PEM, F.PKCS1)
        return f


CASES = []


def case(id, cat, name, construct, status=401, www="invalid_token", applies=("hs", "ed", "ec", "rs"),
         ref="", sev="must", note=""):
    st = status if isinstance(status, list) else [status]
    if 401 not in st:
        www = None

    def deco(fn):
        CASES.append({"id": id, "category": cat, "name": name, "construct": construct, "applies": list(applies),
                      "expect": {"status": st, "www": www, "json": 200 not in st or len(st) > 1,
                                 "max_seconds": 2.0}, "ref": ref, "severity": sev, "note": note,
                      "set": case.current_set, "fn": fn})
        return fn
    return deco


case.current_set = "public"


def load_cases(which):
    for name, rel in (("public", "public/tokens_public.py"),):
        if which not in ("all", name):
            continue
        p = HERE / rel
        if not p.exists():
            if which == name:
                raise SystemExit(f"{p} is not here")
            continue
        case.current_set = name
        sys.modules.setdefault("mint", sys.modules[__name__])
        spec = importlib.util.spec_from_file_location(p.stem, p)
        m = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(m)
    ids = [c["id"] for c in CASES]
    dup = {i for i in ids if ids.count(i) > 1}
    assert not dup, dup
    return CASES


def mint(ctx, which="all"):
    if not CASES:
        load_cases(which)
    for c in CASES:
        if which not in ("all", c["set"]) or ctx.key.kind not in c["applies"]:
            continue
        out = c["fn"](ctx)
        if out is None:
            continue
        row = {k: c[k] for k in ("id", "set", "category", "name", "severity", "expect", "note")}
        if isinstance(out, Req):
            row["token"], row["request"] = None, out.d
        else:
            row["token"], row["request"] = out, {"headers": [["Authorization", "Bearer " + out]], "query": "",
                                                 "method": "GET", "body": "", "version": "HTTP/1.1"}
        yield row


def make_key(a):
    if a.jwk:
        j = json.load(open(a.jwk)) if os.path.exists(a.jwk) else json.loads(a.jwk)
        return load_jwk(j), (a.kid if a.kid is not None else j.get("kid"))
    return HSKey(a.secret), a.kid


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--secret"); p.add_argument("--jwk"); p.add_argument("--claims"); p.add_argument("--kid")
    p.add_argument("--set", default="all", choices=["public", "all"])
    p.add_argument("--leeway", type=int, default=60); p.add_argument("--now", type=int)
    p.add_argument("--canary", default="http://127.0.0.1:9/canary")
    p.add_argument("--catalogue", choices=["public", "all"])
    a = p.parse_args()
    if a.catalogue:
        cs = load_cases(a.catalogue)
        print(json.dumps([{k: v for k, v in c.items() if k != "fn"} for c in cs], indent=1, ensure_ascii=False))
        return
    if not (a.secret or a.jwk) or not a.claims:
        p.error("give --secret or --jwk, and --claims")
    key, kid = make_key(a)
    base = json.load(open(a.claims)) if os.path.exists(a.claims) else json.loads(a.claims)
    ctx = Ctx(key, base, kid, a.now, a.leeway, a.canary)
    for row in mint(ctx, a.set):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
