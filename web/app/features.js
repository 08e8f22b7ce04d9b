/**
 * What needs mail to be sent, which this server does not do yet. The page has a place for each.
 */
export const features = {
  /** `POST /request-password-reset`, `POST /reset-password`. */
  passwordReset: false,
  /** `POST /send-verification-email`. */
  emailVerification: false,
};
