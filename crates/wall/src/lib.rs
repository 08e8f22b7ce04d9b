//! Who may touch what: the signed-in user, scopes, policies
