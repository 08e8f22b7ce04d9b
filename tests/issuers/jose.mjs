// Verifies a token by the keys at a URL, as a Node service would. Prints the subject.
import { createRemoteJWKSet, jwtVerify } from "jose";

const [url, issuer, algorithm, token] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL(url));
const options = { issuer, audience: issuer, algorithms: [algorithm] };
const { payload } = await jwtVerify(token, keys, options);
const spoilt = token.slice(0, -10) + (token.at(-10) === "A" ? "B" : "A") + token.slice(-9);
const refused = await jwtVerify(spoilt, keys, options).then(() => false, () => true);
if (!refused) throw new Error("a spoilt token was taken");
console.log(payload.sub);
