pub fn area(width: u32, height: u32) -> u32 {
    2 * dbg!(width + height) + dbg!(width) * dbg!(height | 1).pow(2)
}

pub fn is_square(width: u32, height: u32) -> bool {
    width * width == dbg!(height * height) || !dbg!(width > height)
}
