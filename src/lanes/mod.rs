//! Plain arithmetic on many numbers side by side, compiled for the widest vectors of the processor.
//!
//! What holds here:
//! - A function is plain Rust over slices, without knowledge of the model. Each is compiled three times, for any
//!   processor, for AVX2 and for AVX-512, and the processor decides once a call.
//! - All three give the same bits: floating-point operations are those that are written, in the order in which they are
//!   written, and nothing is contracted or reordered. Tests hold them to each other.
//! - The only `unsafe` is the call of a variant after its instructions were found.

/// Declares a function that is compiled for the widest vectors, and the variant for any processor under a second name.
macro_rules! widest {
    (
        $(#[$doc:meta])*
        pub fn $name:ident / $portable:ident($($arg:ident: $type:ty),* $(,)?) $(-> $answer:ty)? $body:block
    ) => {
        $(#[$doc])*
        pub fn $name($($arg: $type),*) $(-> $answer)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $type),*) $(-> $answer)? {
                    $portable($($arg),*)
                }
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn avx512($($arg: $type),*) $(-> $answer)? {
                    $portable($($arg),*)
                }
                #[expect(unsafe_code, reason = "the instructions were found right before the call")]
                {
                    if $crate::has_avx512() {
                        return unsafe { avx512($($arg),*) };
                    }
                    if std::arch::is_x86_feature_detected!("avx2") {
                        return unsafe { avx2($($arg),*) };
                    }
                }
            }
            $portable($($arg),*)
        }

        /// The same for any processor.
        #[inline(always)]
        pub fn $portable($($arg: $type),*) $(-> $answer)? $body
    };
}

pub mod normal;
pub mod scores;

/// Whether the processor has what the widest variant is compiled for.
#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    use std::arch::is_x86_feature_detected as has;
    has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl")
}
