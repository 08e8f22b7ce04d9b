// Every endpoint, used well and badly, in the order in which the steps build on each other.
import { accounts } from "./accounts.mjs";
import { deletion } from "./deletion.mjs";
import { passwords } from "./passwords.mjs";
import { paths } from "./paths.mjs";
import { sessions } from "./sessions.mjs";
import { signIn } from "./sign-in.mjs";
import { signUp } from "./sign-up.mjs";
import { tokens } from "./tokens.mjs";

const families = { paths, "sign-up": signUp, "sign-in": signIn, sessions, tokens, accounts, passwords, deletion };

export const journey = Object.entries(families).flatMap(([family, steps]) =>
  steps.map(([what, method, path, rest]) => ({
    name: `${family}: ${what}`,
    method,
    path: path.startsWith("//") ? path.slice(1) : `/api/auth${path}`,
    ...rest,
  })),
);
