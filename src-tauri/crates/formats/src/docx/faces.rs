//! The faces that a document names, and what stands in for those that a machine has not: the file keeps the official
//! names, so that it looks right wherever they are.

use super::xml::Font;

/// A face that a document names and a machine has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingFace {
    /// Its name.
    pub name: &'static str,
    /// What is set in it.
    pub of: &'static str,
    /// The face of the machine that comes nearest; none: the program that opens the file chooses.
    pub stands_in: Option<&'static str>,
}

/// A face with its other names, what is set in it, and what comes near it, the nearest first.
struct Face {
    font: Font,
    same: &'static [&'static str],
    of: &'static str,
    near: &'static [&'static str],
}

const FACES: [Face; 5] = [
    Face {
        font: Font::Title,
        same: &["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"],
        of: "标题、红头",
        near: &["小标宋", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC", "思源宋体"],
    },
    Face {
        font: Font::FangSong,
        same: &["FangSong_GB2312"],
        of: "正文",
        near: &[
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "方正仿宋_GB2312",
            "华文仿宋",
            "STFangsong",
            "Noto Serif CJK SC",
        ],
    },
    Face {
        font: Font::Hei,
        same: &["SimHei"],
        of: "一级标题、表头",
        near: &["方正黑体_GBK", "华文黑体", "微软雅黑", "Microsoft YaHei", "Noto Sans CJK SC", "思源黑体"],
    },
    Face {
        font: Font::Kai,
        same: &["KaiTi_GB2312"],
        of: "二级标题",
        near: &["楷体", "KaiTi", "方正楷体_GBK", "方正楷体_GB2312", "华文楷体", "STKaiti"],
    },
    Face {
        font: Font::Song,
        same: &["SimSun", "NSimSun", "新宋体"],
        of: "附表、页码",
        near: &["方正书宋_GBK", "华文宋体", "STSong", "Noto Serif CJK SC", "思源宋体"],
    },
];

/// Of the faces that a document names those that are not among the families of a machine.
pub fn missing_faces<T: AsRef<str>>(families: &[T]) -> Vec<MissingFace> {
    let has = |name: &&&str| families.iter().any(|family| family.as_ref().eq_ignore_ascii_case(name));
    let lacking =
        FACES.iter().filter(|face| !face.same.iter().chain([&face.font.name()]).any(|name| has(&name)));
    let missing = |face: &Face| MissingFace {
        name: face.font.name(),
        of: face.of,
        stands_in: face.near.iter().find(has).copied(),
    };
    lacking.map(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_missed_by_all_their_names_and_the_nearest_stands_in() {
        let told = |families: &[&str]| -> Vec<(&str, Option<&str>)> {
            missing_faces(families).into_iter().map(|face| (face.name, face.stands_in)).collect()
        };
        let official = ["方正小标宋简体", "仿宋_GB2312", "simhei", "楷体_GB2312", "SimSun"];
        assert_eq!(told(&official), []);
        let windows = ["宋体", "黑体", "仿宋", "楷体", "微软雅黑"];
        assert_eq!(
            told(&windows),
            [("方正小标宋简体", Some("宋体")), ("仿宋_GB2312", Some("仿宋")), ("楷体_GB2312", Some("楷体"))]
        );
        let linux = ["Noto Serif CJK SC", "Noto Sans CJK SC"];
        let near = Some("Noto Serif CJK SC");
        assert_eq!(
            told(&linux),
            [
                ("方正小标宋简体", near),
                ("仿宋_GB2312", near),
                ("黑体", Some("Noto Sans CJK SC")),
                ("楷体_GB2312", None),
                ("宋体", near)
            ]
        );
        assert_eq!(told(&[]).len(), FACES.len());
    }
}
