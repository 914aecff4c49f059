//! Reading and writing fixed-length fields in order.

/// Takes fields off the front of a byte string.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }
}

/// Joins fields into an array of exactly `N` bytes; the caller's fields add up to it by their types.
pub(crate) fn join<const N: usize>(fields: &[&[u8]]) -> [u8; N] {
    let mut joined = [0; N];
    let mut rest = joined.as_mut_slice();
    for field in fields {
        let Some((place, after)) = std::mem::take(&mut rest).split_at_mut_checked(field.len()) else {
            debug_assert!(false, "the fields are longer than {N} bytes");
            break;
        };
        place.copy_from_slice(field);
        rest = after;
    }
    debug_assert!(rest.is_empty(), "the fields are shorter than {N} bytes");
    joined
}
