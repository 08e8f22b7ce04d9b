diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use db::Instant;

    user (id) {
        id -> Text,
        name -> Text,
        email -> Text,
        #[sql_name = "emailVerified"]
        email_verified -> Bool,
        image -> Nullable<Text>,
        #[sql_name = "createdAt"]
        created_at -> Instant,
        #[sql_name = "updatedAt"]
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use db::Instant;

    session (id) {
        id -> Text,
        #[sql_name = "expiresAt"]
        expires_at -> Instant,
        token -> Text,
        #[sql_name = "createdAt"]
        created_at -> Instant,
        #[sql_name = "updatedAt"]
        updated_at -> Instant,
        #[sql_name = "ipAddress"]
        ip_address -> Nullable<Text>,
        #[sql_name = "userAgent"]
        user_agent -> Nullable<Text>,
        #[sql_name = "userId"]
        user_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use db::Instant;

    account (id) {
        id -> Text,
        #[sql_name = "accountId"]
        account_id -> Text,
        #[sql_name = "providerId"]
        provider_id -> Text,
        #[sql_name = "userId"]
        user_id -> Text,
        #[sql_name = "accessToken"]
        access_token -> Nullable<Text>,
        #[sql_name = "refreshToken"]
        refresh_token -> Nullable<Text>,
        #[sql_name = "idToken"]
        id_token -> Nullable<Text>,
        #[sql_name = "accessTokenExpiresAt"]
        access_token_expires_at -> Nullable<Instant>,
        #[sql_name = "refreshTokenExpiresAt"]
        refresh_token_expires_at -> Nullable<Instant>,
        scope -> Nullable<Text>,
        password -> Nullable<Text>,
        #[sql_name = "createdAt"]
        created_at -> Instant,
        #[sql_name = "updatedAt"]
        updated_at -> Instant,
        /// In databases of Better Auth 1.7.0 to 1.7.2 only.
        issuer -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use db::Instant;

    jwks (id) {
        id -> Text,
        #[sql_name = "publicKey"]
        public_key -> Text,
        #[sql_name = "privateKey"]
        private_key -> Text,
        #[sql_name = "createdAt"]
        created_at -> Instant,
        #[sql_name = "expiresAt"]
        expires_at -> Nullable<Instant>,
        alg -> Nullable<Text>,
        crv -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Text};

    #[sql_name = "rateLimit"]
    rate_limit (id) {
        id -> Text,
        key -> Text,
        count -> Integer,
        #[sql_name = "lastRequest"]
        last_request -> BigInt,
    }
}

diesel::joinable!(session -> user (user_id));
diesel::allow_tables_to_appear_in_same_query!(session, user);

diesel::table! {
    use diesel::sql_types::Text;
    use db::Instant;

    verification (id) {
        id -> Text,
        identifier -> Text,
        value -> Text,
        #[sql_name = "expiresAt"]
        expires_at -> Instant,
        #[sql_name = "createdAt"]
        created_at -> Instant,
        #[sql_name = "updatedAt"]
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use db::Instant;

    /// Ours, not Better Auth's.
    revocation (id) {
        id -> BigInt,
        subject -> Text,
        session -> Nullable<Text>,
        revoked_at -> Instant,
        ends_at -> Instant,
    }
}
