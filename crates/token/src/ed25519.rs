//! Points that no honest Ed25519 key is

/// Whether the encoded point has small order or is not in its canonical spelling
///
/// With a public key of small order a signature fits many messages, or all of them, and aws-lc
/// verifies with such keys like with any other.
pub(crate) fn is_weak(mut point: [u8; 32]) -> bool {
    // The top bit is the sign of x (RFC 8032 §5.1.2): both points of a y have the same order.
    point[31] &= 0x7f;
    let y_is_reduced = point.iter().rev().lt(P.iter().rev());
    !y_is_reduced || SMALL_ORDER.contains(&point)
}

/// The field's prime 2^255 - 19, least byte first
const P: [u8; 32] = below_2_to_255(0xed);

/// The y coordinates of the points whose order divides 8, least byte first
const SMALL_ORDER: [[u8; 32]; 5] = [
    small(1),             // order 1
    below_2_to_255(0xec), // order 2
    small(0),             // order 4
    // order 8
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

const fn small(y: u8) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[0] = y;
    bytes
}

const fn below_2_to_255(lowest: u8) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    bytes[0] = lowest;
    bytes[31] = 0x7f;
    bytes
}
