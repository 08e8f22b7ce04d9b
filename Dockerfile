# syntax=docker/dockerfile:1

# Ownly as an image: one program, an unprivileged user, nothing to write but /data.
#
#   docker build -t ownly .
#   docker run --read-only -p 127.0.0.1:3000:3000 -v ownly:/data \
#       -e BETTER_AUTH_SECRET="$(openssl rand -base64 32)" ownly

FROM rust:1.95.0-slim-bookworm AS build
WORKDIR /src
COPY . .
# The caches outlive a build and stay out of the image, so the program is moved out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release --package ownly --bin ownly \
    && cp target/release/ownly /ownly \
    && mkdir /empty

FROM debian:bookworm-slim
COPY --from=build /ownly /usr/local/bin/ownly
COPY --from=build --chown=65532:65532 /empty /data
USER 65532:65532
WORKDIR /data
# Off loopback nothing is made up: the secret must be given, and the program says so.
ENV OWNLY_LISTEN=0.0.0.0:3000 \
    DATABASE_URL=sqlite:///data/ownly.db
EXPOSE 3000
VOLUME /data
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/ownly", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/ownly"]
