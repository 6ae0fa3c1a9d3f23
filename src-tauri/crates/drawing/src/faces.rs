//! The faces of `assets/fonts`, built into the program.

/// The family of the 宋 face, which has every character the others lack.
pub(crate) const FAMILY: &str = "Duizhang Song";

/// 宋, for tables and pictures.
pub(crate) const SONG: &[u8] = include_bytes!("../../../../assets/fonts/Song.otf");

/// 仿宋, 黑, 楷, the face of titles, 宋.
pub const FACES: [&[u8]; 5] = [
    include_bytes!("../../../../assets/fonts/FangSong.otf"),
    include_bytes!("../../../../assets/fonts/Hei.otf"),
    include_bytes!("../../../../assets/fonts/Kai.ttf"),
    include_bytes!("../../../../assets/fonts/Title.otf"),
    SONG,
];
