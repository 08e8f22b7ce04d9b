//! The rules of the check layer, each broken by a token minted by hand

mod algorithm;
mod bearer;
mod better_auth;
mod claims;
mod clock;
mod forgery;
mod header;
mod json;
mod jwk;
mod jwk_set;
mod mint;
mod output;
mod revocation;
mod signature;
mod signing;
mod source;
mod structure;
mod time;
