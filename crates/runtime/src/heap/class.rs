//! Size classes: every small allocation is rounded up to one of these sizes, so that a block holds
//! cells of one size and a pointer anywhere into a cell finds its start by one division.

/// Cells are multiples of this and aligned to it.
pub const GRANULE: usize = 16;
pub const BLOCK: usize = 64 << 10;

/// Cell sizes. Steps of 16 where objects are, then about an eighth of the size.
pub const CLASS_SIZES: [u32; N_CLASSES] = [
    16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 320, 384, 448, 512,
    640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3264, 4096, 5456, 6544, 8192, 10912, 13104,
    16384, 21840, 32768,
];
pub const N_CLASSES: usize = 39;
/// Larger objects get blocks of their own.
pub const MAX_SMALL: usize = 32768;

/// The class for objects of `size` bytes (header included), if they are small.
pub const fn size_class(size: usize) -> Option<usize> {
    if size <= 256 {
        return Some(if size == 0 { 0 } else { (size - 1) / GRANULE });
    }
    if size > MAX_SMALL {
        return None;
    }
    let mut class = 16;
    while (CLASS_SIZES[class] as usize) < size {
        class += 1;
    }
    Some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_the_smallest_that_fits() {
        for size in 1..=MAX_SMALL {
            let class = size_class(size).unwrap();
            assert!(CLASS_SIZES[class] as usize >= size);
            assert!(class == 0 || (CLASS_SIZES[class - 1] as usize) < size);
        }
        assert_eq!(size_class(MAX_SMALL + 1), None);
        assert!(
            CLASS_SIZES
                .iter()
                .all(|size| size.is_multiple_of(GRANULE as u32))
        );
    }
}
