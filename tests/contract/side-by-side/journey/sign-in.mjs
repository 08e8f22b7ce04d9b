const ada = (more) => ({ json: { email: "ada@example.com", password: "correct horse", ...more } });
const PATH = "/sign-in/email";

export const signIn = [
  ["ada", "POST", PATH, { ...ada(), as: "ada elsewhere" }],
  ["in capitals", "POST", PATH, ada({ email: "ADA@EXAMPLE.COM" })],
  ["with a callback", "POST", PATH, ada({ callbackURL: "/dashboard" })],
  ["with an empty callback", "POST", PATH, ada({ callbackURL: "" })],
  ["not to be remembered", "POST", PATH, { ...ada({ rememberMe: false }), as: "ada in passing" }],
  ["to be remembered after all", "POST", PATH, { ...ada({ rememberMe: true }), as: "ada in passing" }],
  ["by a form", "POST", PATH, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "email=ada%40example.com&password=correct+horse" }],
  ["rememberMe in a form", "POST", PATH, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "email=ada%40example.com&password=correct+horse&rememberMe=false" }],
  ["another media type", "POST", PATH, { headers: { "content-type": "application/vnd.api+json" }, body: "{}" }],
  ["a wrong password", "POST", PATH, ada({ password: "wrong horse" })],
  ["a short password", "POST", PATH, ada({ password: "x" })],
  ["a long password", "POST", PATH, ada({ password: "x".repeat(129) })],
  ["an unknown user", "POST", PATH, ada({ email: "nobody@example.com" })],
  ["no address", "POST", PATH, ada({ email: "nope" })],
  ["no password", "POST", PATH, { json: { email: "ada@example.com" } }],
  ["no body", "POST", PATH, {}],
  ["a foreign callback", "POST", PATH, ada({ callbackURL: "https://evil.example" })],
  ["a cookie without an origin", "POST", PATH, { ...ada(), as: "ada", origin: null }],
  ["a cookie and a foreign origin", "POST", PATH, { ...ada(), as: "ada", origin: "https://evil.example" }],
];
