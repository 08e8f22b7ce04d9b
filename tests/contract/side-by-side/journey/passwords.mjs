const change = (currentPassword, newPassword, more) => ({ json: { currentPassword, newPassword, ...more } });
const PATH = "/change-password";

export const passwords = [
  ["verified", "POST", "/verify-password", { as: "ada", json: { password: "correct horse" } }],
  ["verified, wrong", "POST", "/verify-password", { as: "ada", json: { password: "wrong horse" } }],
  ["verified, long", "POST", "/verify-password", { as: "ada", json: { password: "x".repeat(129) } }],
  ["verified, none", "POST", "/verify-password", { as: "ada", json: {} }],
  ["verified for nobody", "POST", "/verify-password", { json: { password: "correct horse" } }],
  ["changed", "POST", PATH, { as: "ada", ...change("correct horse", "another horse") }],
  ["changed, ending other sessions", "POST", PATH, { as: "ada", ...change("another horse", "correct horse", { revokeOtherSessions: true }) }],
  ["still in", "GET", "/get-session", { as: "ada" }],
  ["the same again", "POST", PATH, { as: "ada", ...change("correct horse", "correct horse") }],
  ["a wrong one", "POST", PATH, { as: "ada", ...change("wrong horse", "another horse") }],
  ["too short", "POST", PATH, { as: "ada", ...change("correct horse", "short") }],
  ["too long", "POST", PATH, { as: "ada", ...change("correct horse", "x".repeat(129)) }],
  ["without the old one", "POST", PATH, { as: "ada", json: { newPassword: "another horse" } }],
  ["of nobody", "POST", PATH, change("correct horse", "another horse")],
];
