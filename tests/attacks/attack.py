#!/usr/bin/env python3
"""attack.py - fire the cases at a running server and judge its answers. Loopback targets only.

Tokens (needs mint.py beside it):
  python3 attack.py --base http://127.0.0.1:8080 --path /api/tasks --secret "$S" --claims claims.json
  python3 attack.py --base ... --path ... --jwk private.jwk.json [--kid K] --claims claims.json
Better-Auth-compatible endpoints (signs up its own users through the API):
  python3 attack.py --base ... --endpoints [--origin http://127.0.0.1:8080] [--path /api/tasks]
Remote issuer (this program plays the issuer; start the server with its JWKS URL set to
http://127.0.0.1:PORT/api/auth/jwks, JWKS TTL 5 s and refetch cool-down 2 s, or say what you set):
  python3 attack.py --base ... --path ... --jwks-lab PORT --claims claims.json [--jwks-ttl 5 --jwks-cooldown 2]

Common: --set public|all  --only REGEX  --must-only  --verbose  --json out.jsonl
Last line: 'N passed, M failed' (soft cases count as failed unless --must-only). Exit 1 if any failed.
"""
import argparse, base64, http.server, importlib.util, ipaddress, json, os, re, socket, ssl, sys, threading, time
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import mint as M

LEAK = re.compile(r"Traceback|panicked at|jsonwebtoken|InvalidSignature\b|serde|stack backtrace|sqlalchemy|diesel|psycopg|"
                  r"node_modules|at line \d+ column \d+|BEGIN (RSA |EC )?P(UBLIC|RIVATE) KEY", re.I)


class Resp:
    def __init__(self, status, headers, body, secs, raw=b""):
        self.status, self.headers, self.body, self.secs, self.raw = status, headers, body, secs, raw

    def get(self, name):
        v = [b for a, b in self.headers if a.lower() == name.lower()]
        return v[0] if v else None

    def all(self, name):
        return [b for a, b in self.headers if a.lower() == name.lower()]

    def json(self):
        try:
            return json.loads(self.body)
        except Exception:
            return None


def raw_http(base, payload, timeout=15, read_all=True):
    """Send bytes, read one answer. status 0 = closed without an answer, -1 = timed out, -2 = nobody listens."""
    u = urlsplit(base)
    t0 = time.perf_counter()
    for wait in (0.3, 1, None):
        try:
            s = socket.create_connection((u.hostname, u.port or 80), timeout=timeout)
            break
        except OSError:
            if wait is None:
                return Resp(-2, [], b"", time.perf_counter() - t0)  # nobody listens: the server is gone
            time.sleep(wait)
    s.settimeout(timeout)
    data = b""
    try:
        try:
            s.sendall(payload)
        except (BrokenPipeError, ConnectionResetError):
            pass
        head_end = -1
        need = None
        while True:
            try:
                b = s.recv(65536)
            except ConnectionResetError:
                break
            except socket.timeout:
                if data:
                    break
                return Resp(-1, [], b"", time.perf_counter() - t0)
            if not b:
                break
            data += b
            if head_end < 0:
                head_end = data.find(b"\r\n\r\n")
                if head_end >= 0:
                    m = re.search(rb"\r\ncontent-length:\s*(\d+)", data[:head_end + 2], re.I)
                    need = int(m.group(1)) if m else None
                    if payload.startswith(b"HEAD ") or re.match(rb"HTTP/1\.\d (204|304|1\d\d)", data):
                        break
            if head_end >= 0 and need is not None and len(data) >= head_end + 4 + need:
                break
    finally:
        s.close()
    secs = time.perf_counter() - t0
    m = re.match(rb"HTTP/1\.\d (\d{3})", data)
    if not m:
        return Resp(0, [], data, secs, data)
    head, _, body = data.partition(b"\r\n\r\n")
    hs = []
    for ln in head.split(b"\r\n")[1:]:
        k, _, v = ln.partition(b":")
        hs.append((k.decode("latin-1").strip(), v.decode("latin-1").strip()))
    if any(k.lower() == "transfer-encoding" and "chunked" in v.lower() for k, v in hs):
        out, rest = b"", body
        while rest:
            ln, _, rest = rest.partition(b"\r\n")
            try:
                n = int(ln.split(b";")[0], 16)
            except ValueError:
                break
            if n == 0:
                break
            out, rest = out + rest[:n], rest[n + 2:]
        body = out
    return Resp(int(m.group(1)), hs, body, secs, data)


def build(base, path, method="GET", headers=(), query="", body=b"", version="HTTP/1.1"):
    u = urlsplit(base)
    if isinstance(body, str):
        body = body.encode("utf-8", "surrogateescape")
    t = path + ("?" + query if query else "")
    out = f"{method} {t} {version}\r\nHost: {u.netloc}\r\nConnection: close\r\n".encode("latin-1")
    names = {h[0].lower() for h in headers}
    for k, v in headers:
        out += k.encode("latin-1") + b": " + v.encode("latin-1", "replace") + b"\r\n"
    if body and "content-length" not in names and "transfer-encoding" not in names:
        out += b"Content-Length: %d\r\n" % len(body)
    return out + b"\r\n" + body


class Canary:
    def __init__(self):
        self.hits = hits = []

        class H(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                hits.append(self.path)
                self.send_response(200); self.end_headers(); self.wfile.write(b'{"keys":[]}')
            do_POST = do_HEAD = do_GET

            def log_message(self, *a):
                pass
        self.srv = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        threading.Thread(target=self.srv.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.srv.server_address[1]}/canary"


class Score:
    def __init__(self, a):
        self.a, self.ok, self.bad, self.soft, self.rows = a, 0, 0, 0, []

    def add(self, id, name, sev, fails, extra=None):
        self.rows.append({"id": id, "name": name, "severity": sev, "fails": fails, **(extra or {})})
        if not fails:
            self.ok += 1
            if self.a.verbose:
                print(f"ok   {id} {name}")
        elif sev != "must" and self.a.must_only:
            self.soft += 1
            print(f"soft {id} {name}: {'; '.join(fails)}")
        else:
            self.bad += 1
            print(f"FAIL {id} {name}: {'; '.join(fails)}")

    def end(self):
        if self.a.json:
            with open(self.a.json, "w") as f:
                for r in self.rows:
                    f.write(json.dumps(r) + "\n")
        print(f"{self.ok} passed, {self.bad} failed" + (f", {self.soft} skipped" if self.soft else ""))
        sys.exit(1 if self.bad else 0)


def judge(row, r, a, token):
    e, f = row["expect"], []
    if r.status not in e["status"]:
        f.append(f"status {r.status}, wanted {'/'.join(map(str, e['status']))}")
        if r.status == 0 and set(e["status"]) & {400, 413, 431}:
            f = []  # closing the connection on a broken or giant request line is an answer
    if r.secs > e["max_seconds"]:
        f.append(f"took {r.secs:.1f} s")
    if r.status >= 500:
        f.append("5xx")
    body = r.body.decode("utf-8", "replace")
    if LEAK.search(body):
        f.append("body leaks internals: " + LEAK.search(body).group(0))
    if token and len(token) > 60 and any(len(p) > 20 and p[:200] in body for p in token.split(".")):
        f.append("body echoes the token")
    if r.status == 200 and "someone-else" in body:
        f.append("answered for another subject")
    if r.status == 401 and not a.no_headers:
        w = r.get("WWW-Authenticate")
        if not w or not w.lower().startswith("bearer"):
            f.append("401 without WWW-Authenticate: Bearer")
        elif e["www"] == "invalid_token" and 'error="invalid_token"' not in w:
            f.append(f"WWW-Authenticate lacks error=\"invalid_token\": {w[:80]}")
        elif e["www"] == "no-code" and "error=" in w:
            f.append(f"WWW-Authenticate has an error code though no token was sent: {w[:80]}")
        if row["request"]["method"] != "HEAD":
            if "json" not in (r.get("Content-Type") or ""):
                f.append("401 body is not JSON")
            elif not isinstance(r.json(), dict):
                f.append("401 body is not a JSON object")
        elif r.body:
            f.append("HEAD answer has a body")
    return f


def tokens(a, sc):
    key, kid = M.make_key(a)
    base = json.load(open(a.claims)) if os.path.exists(a.claims) else json.loads(a.claims)
    can = Canary()
    ctx = M.Ctx(key, base, kid, None, a.leeway, can.url)
    fire = lambda q: raw_http(a.base, build(a.base, a.path, q["method"], q["headers"], q["query"], q["body"], q["version"]))
    control = lambda: fire({"method": "GET", "headers": [["Authorization", "Bearer " + ctx.tok()]], "query": "", "body": "", "version": "HTTP/1.1"}).status
    if control() != 200:
        print("the plain valid token is not accepted: check --claims, the key, --kid and --path")
        sc.add("ctl-000", "control before the run", "must", [f"status {control()}"])
        return
    bad401 = {}
    for n, row in enumerate(M.mint(ctx, a.set)):
        if a.only and not re.search(a.only, row["id"] + " " + row["category"]):
            continue
        before = len(can.hits)
        r = fire(row["request"])
        if r.status == 401 and row["expect"]["www"] == "invalid_token":
            bad401.setdefault(r.body, []).append(row["id"])
        f = judge(row, r, a, row["token"])
        if r.status == -2:
            sc.add(row["id"], row["name"], "must", ["the server is gone; run stopped here"])
            return
        if len(can.hits) > before:
            f.append("the server fetched an attacker's URL: " + can.hits[-1])
        sc.add(row["id"], row["name"], row["severity"], f, {"status": r.status, "category": row["category"], "set": row["set"]})
        if n % 20 == 19 and control() != 200:
            sc.add(f"ctl-live-{n}", "valid token still accepted", "must", ["no longer 200"])
    time.sleep(0.3)
    sc.add("ctl-end", "valid token still accepted at the end", "must", [] if control() == 200 else ["no longer 200"])
    if a.verbose:
        print(f"note: {len(bad401)} distinct 401 bodies")


# ---- endpoint and JWKS cases: registered in http_*.py and jwks_*.py ---------------------------------
HTTP, JWKS = [], []


def _reg(store):
    def reg(id, name, expect, sev="must", ref=""):
        def deco(fn):
            store.append({"id": id, "name": name, "expect": expect, "severity": sev, "ref": ref, "set": reg.current, "fn": fn})
            return fn
        return deco
    reg.current = "public"
    return reg


http_case, jwks_case = _reg(HTTP), _reg(JWKS)


def load_plugins(which, stem, reg):
    sys.modules["attack"] = sys.modules[__name__]
    for s in ("public",):
        p = HERE / s / f"{stem}_{s}.py"
        if which in (s, "all") and p.exists():
            reg.current = s
            sp = importlib.util.spec_from_file_location(p.stem, p)
            m = importlib.util.module_from_spec(sp)
            sp.loader.exec_module(m)


class Client:
    """A small Better-Auth client with its own cookie jar over raw sockets."""

    def __init__(self, a):
        self.a, self.cookies = a, {}

    def req(self, method, path, json_body=None, body=None, headers=(), origin=True, cookies=True, timeout=15):
        hs = list(map(list, headers))
        names = {h[0].lower() for h in hs}
        if json_body is not None:
            body = json.dumps(json_body)
        if body is not None and "content-type" not in names:
            hs.append(["Content-Type", "application/json"])
        if origin and "origin" not in names:
            hs.append(["Origin", self.a.origin])
        if cookies and self.cookies and "cookie" not in names:
            hs.append(["Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items())])
        r = raw_http(self.a.base, build(self.a.base, path, method, hs, "", body or b""), timeout)
        for sc in r.all("Set-Cookie"):
            k, _, v = sc.split(";")[0].partition("=")
            if re.search(r"max-age=0\b", sc, re.I) or not v:
                self.cookies.pop(k, None)
            else:
                self.cookies[k] = v
        return r

    auth = lambda self, p: "/api/auth" + p

    def sign_up(self, email=None, password="korrekt-Pferd-Batterie-7", **kw):
        self.email = email or f"u{os.urandom(6).hex()}@example.com"
        self.password = password
        return self.req("POST", "/api/auth/sign-up/email", {"name": "N", "email": self.email, "password": password, **kw})

    def sign_in(self, email=None, password=None, **kw):
        return self.req("POST", "/api/auth/sign-in/email", {"email": email or self.email, "password": password or self.password}, **kw)

    def session(self):
        return self.req("GET", "/api/auth/get-session")

    def token(self):
        return self.req("GET", "/api/auth/token")

    def new(self):
        return Client(self.a)


def run_store(a, sc, store, make):
    for c in store:
        if a.only and not re.search(a.only, c["id"]):
            continue
        fails = []
        try:
            c["fn"](make())
        except AssertionError as e:
            fails = [str(e) or "assertion"]
        except Exception as e:
            fails = [f"{type(e).__name__}: {e}"]
        sc.add(c["id"], c["name"], c["severity"], fails, {"set": c["set"]})


class Lab:
    """Plays the remote issuer's JWKS endpoint."""

    def __init__(self, a):
        self.a, self.hits, self.mode, self.delay = a, [], "ok", 0
        self.keys, self.body, self.ctype, self.cache = [], None, "application/json", None
        self.ttl, self.cool = a.jwks_ttl, a.jwks_cooldown
        self.other_hits = []
        self.sent = 0
        lab = self

        class Hd(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if not self.path.startswith("/api/auth/jwks"):
                    lab.other_hits.append(self.path)
                    b = b'{"keys":[]}'
                    self.send_response(200); self.send_header("Content-Length", str(len(b))); self.end_headers(); self.wfile.write(b)
                    return
                lab.hits.append(time.time())
                m = lab.mode
                if lab.delay:
                    time.sleep(lab.delay)
                if m == "500":
                    self.send_response(500); self.send_header("Content-Length", "0"); self.end_headers(); return
                if m == "redirect":
                    self.send_response(302); self.send_header("Location", f"http://127.0.0.1:{a.jwks_lab}/elsewhere")
                    self.send_header("Content-Length", "0"); self.end_headers(); return
                if m == "drip":
                    self.send_response(200); self.send_header("Content-Type", "application/json"); self.send_header("Content-Length", "100000"); self.end_headers()
                    try:
                        for _ in range(60):
                            self.wfile.write(b" "); self.wfile.flush(); time.sleep(1)
                    except OSError:
                        pass
                    return
                if m == "huge":
                    self.send_response(200); self.send_header("Content-Type", "application/json"); self.end_headers()
                    self.close_connection = True
                    n = 0
                    try:
                        for _ in range(800):
                            self.wfile.write(b" " * 65536); n += 65536
                    except OSError:
                        pass
                    lab.sent = max(lab.sent, n)
                    return
                b = lab.body if lab.body is not None else json.dumps({"keys": lab.keys}).encode()
                self.send_response(200); self.send_header("Content-Type", lab.ctype)
                if lab.cache:
                    self.send_header("Cache-Control", lab.cache)
                self.send_header("Content-Length", str(len(b))); self.end_headers()
                try:
                    self.wfile.write(b)
                except OSError:
                    pass

            def log_message(self, *x):
                pass
        self.Hd = Hd
        self.base_claims = json.load(open(a.claims)) if os.path.exists(a.claims) else json.loads(a.claims)
        self.srv = None
        self.up()
        self.n = 0

    def up(self):
        if not self.srv:
            http.server.ThreadingHTTPServer.allow_reuse_address = True
            self.srv = http.server.ThreadingHTTPServer(("127.0.0.1", self.a.jwks_lab), self.Hd)
            threading.Thread(target=self.srv.serve_forever, daemon=True).start()

    def down(self):
        if self.srv:
            self.srv.shutdown(); self.srv.server_close(); self.srv = None

    def fresh(self, kind="ed", **over):
        """A new key published under a new kid. Returns a mint context for it."""
        self.n += 1
        k = {"ed": M.EdKey, "ec": M.ECKey, "rs": M.RSKey}[kind]()
        kid = f"k{os.urandom(4).hex()}"
        j = dict(k.jwk(), kid=kid, alg=k.alg, use="sig")
        j.update(over)
        return M.Ctx(k, self.base_claims, kid, None, 60), {x: y for x, y in j.items() if y is not None}

    def reset(self):
        """Back to a healthy issuer with one new good key; waits until the server knows it."""
        self.up()
        self.mode, self.delay, self.body, self.ctype, self.cache = "ok", 0, None, "application/json", None
        self.good, self.good_jwk = self.fresh()
        self.keys = [self.good_jwk]
        end = time.time() + self.ttl + self.cool + 8
        while time.time() < end:
            if self.call(self.good.tok()).status == 200:
                return self
            time.sleep(0.3)
        raise AssertionError("the server did not learn a new key within TTL + cool-down + 8 s")

    def publish(self, *jwks):
        self.keys = list(jwks)

    def call(self, token, timeout=15):
        return raw_http(self.a.base, build(self.a.base, self.a.path, "GET", [["Authorization", "Bearer " + token]]), timeout)

    def learn(self):
        """Give the server time to be allowed to refetch."""
        time.sleep(self.cool + 0.3)

    def expire(self):
        time.sleep(self.ttl + self.cool + 0.5)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--base"); p.add_argument("--path", default="/"); p.add_argument("--secret"); p.add_argument("--jwk")
    p.add_argument("--kid"); p.add_argument("--claims"); p.add_argument("--leeway", type=int, default=60)
    p.add_argument("--set", default="all", choices=["public", "all"]); p.add_argument("--only")
    p.add_argument("--must-only", action="store_true"); p.add_argument("--no-headers", action="store_true", help="do not judge 401 headers and bodies")
    p.add_argument("--verbose", action="store_true"); p.add_argument("--json")
    p.add_argument("--endpoints", action="store_true"); p.add_argument("--origin")
    p.add_argument("--jwks-lab", type=int); p.add_argument("--jwks-ttl", type=float, default=5); p.add_argument("--jwks-cooldown", type=float, default=2)
    p.add_argument("--catalogue", choices=["public", "all"], help="print the endpoint and JWKS cases as JSON")
    a = p.parse_args()
    if a.catalogue:
        load_plugins(a.catalogue, "http", http_case); load_plugins(a.catalogue, "jwks", jwks_case)
        print(json.dumps([{**{k: v for k, v in c.items() if k != "fn"}, "category": cat} for cat, st in (("endpoint", HTTP), ("jwks", JWKS)) for c in st], indent=1))
        return
    h = urlsplit(a.base).hostname
    if not (h == "localhost" or ipaddress.ip_address(h).is_loopback):
        p.error("loopback only")
    a.origin = a.origin or a.base
    sc = Score(a)
    if a.endpoints:
        load_plugins(a.set, "http", http_case)
        run_store(a, sc, HTTP, lambda: Client(a))
    elif a.jwks_lab:
        load_plugins(a.set, "jwks", jwks_case)
        lab = Lab(a)
        run_store(a, sc, JWKS, lambda: lab)
        lab.down()
    else:
        tokens(a, sc)
    sc.end()


if __name__ == "__main__":
    main()
