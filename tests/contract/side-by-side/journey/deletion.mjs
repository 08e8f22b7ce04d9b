const PATH = "/delete-user";

export const deletion = [
  ["of nobody", "POST", PATH, { json: {} }],
  ["with a wrong password", "POST", PATH, { as: "linus", json: { password: "wrong horse" } }],
  ["with an unknown token", "POST", PATH, { as: "linus", json: { token: "nope" } }],
  ["without a body", "POST", PATH, { as: "linus" }],
  ["without an origin", "POST", PATH, { as: "linus", json: {}, origin: null }],
  ["with a password", "POST", PATH, { as: "linus", json: { password: "correct horse" } }],
  ["linus is gone", "POST", "/sign-in/email", { json: { email: "linus@example.com", password: "correct horse" } }],
  ["linus comes back", "POST", "/sign-up/email", { as: "linus", json: { name: "Linus", email: "linus@example.com", password: "correct horse" } }],
  ["with a fresh session", "POST", PATH, { as: "linus", json: {} }],
  ["of one who is gone", "POST", PATH, { as: "linus", json: {} }],
];
