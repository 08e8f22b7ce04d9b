export const tokens = [
  ["for nobody", "GET", "/token"],
  ["for ada", "GET", "/token", { as: "ada" }],
  ["for a stranger", "GET", "/token", { bearer: "z".repeat(32) }],
  ["the keys", "GET", "/jwks"],
  ["the keys by POST", "POST", "/jwks", { json: {} }],
];
