//! Randomness is an argument: whoever calls brings the source.

/// A source of secure random bytes, as the libraries want it.
#[derive(Clone, Copy)]
pub struct Random<'a>(&'a dyn Fn(&mut [u8]));

impl<'a> Random<'a> {
    /// A source that fills buffers with `fill`, which must be fit for keys.
    #[must_use]
    pub const fn new(fill: &'a dyn Fn(&mut [u8])) -> Self {
        Self(fill)
    }
}

impl rand_core::RngCore for Random<'_> {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        (self.0)(bytes);
        Ok(())
    }
}

impl rand_core::CryptoRng for Random<'_> {}
