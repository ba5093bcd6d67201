//! Examples that standards and manuals publish: they have the shape of a credential, and everybody has read them.

/// Whether a text is one of them. They are known by a digest, so that no scanner finds them here.
pub(crate) fn is_published(text: &[u8]) -> bool {
    DIGESTS.contains(&digest(text))
}

/// FNV-1a of 64 bits.
fn digest(text: &[u8]) -> u64 {
    text.iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

#[rustfmt::skip]
const DIGESTS: [u64; 32] = [
    // RFC 6749 and RFC 6750: tokens, a code's client and its password.
    0x846B_2A1E_2FAD_7FCB, 0xECC1_A447_4851_BC28, 0xBB65_956C_4B8B_34BF, 0xDC8D_8CA0_6454_72E9,
    0x1A7B_78BE_56F3_054D, 0xD9AD_86AD_3724_159B, 0x30AA_8188_BB02_3E35,
    // RFC 7009: a token that is revoked.
    0x4F45_9807_254F_1EE7,
    // OpenID Connect Core 1.0: tokens.
    0x55E6_407F_D6EE_A643, 0x3E6E_0BA1_E1BB_8300,
    // RFC 5849: tokens, secrets.
    0x3C0D_8E9D_B0E6_BEA8, 0x9BB9_3D89_924C_F35D, 0xD7BA_480F_B3BB_167E, 0x0AB5_0E41_2AB9_81A4,
    0x105E_4DD7_63A8_12BC,
    // The manual of Cargo.
    0xF1FE_683D_1891_6B64,
    // Keys of Google's for its own pages, as gitleaks lists them.
    0xC800_BF21_00A2_1C67, 0x6ACB_D824_BD32_BBD4, 0x29A3_36C7_244F_48DD, 0x08B5_4596_2ADC_7D8B,
    0xE766_6DBB_286C_6C2E, 0x99B2_7263_46A1_E92A, 0x1211_3C2E_6979_F447, 0x8288_18F8_3325_7868,
    0x6835_E0F2_8883_2A40, 0x816C_D10F_DB11_EAD0, 0xADBD_04E3_FE1B_6D49, 0xDB94_22F1_DD33_2DCC,
    0x515C_B771_A423_8032, 0xE754_678E_A2B1_4EF1, 0xC73F_1E61_952E_6987, 0x294C_63F8_344D_5DF1,
];

#[cfg(test)]
mod tests {
    use super::is_published;

    #[test]
    fn the_examples_of_standards_are_known() {
        for example in [["2YotnFZFEjr1z", "CsicMWpAA"], ["8xLOx", "BtZp8"], ["mF_9.B5", "f-4.1JqM"]] {
            assert!(is_published(example.concat().as_bytes()));
        }
        assert!(!is_published(b"2YotnFZFEjr1z"));
    }
}
