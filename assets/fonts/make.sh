#!/bin/sh
# Cuts the five faces of this folder anew. Needs Debian's apt-get and fonttools 4.63 (pip install fonttools).
# Usage: make.sh WORK_FOLDER; the faces are written beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1"
apt-get download fonts-noto-cjk fonts-lxgw-wenkai texlive-lang-chinese
for package in *.deb; do dpkg-deb -x "$package" .; done
noto=usr/share/fonts/opentype/noto
python3 - <<'PYTHON'
from fontTools.ttLib import TTFont

BLOCKS = [(0x20, 0x7F), (0xA0, 0x100), (0x2000, 0x2400), (0x2460, 0x2500), (0x25A0, 0x2700), (0x3000, 0x3400), (0xFF00, 0xFFF0)]
signs = {chr(c) for a, b in BLOCKS for c in range(a, b)}
codes = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
base = signs | {c for c in (code.decode("gb2312", "ignore") for code in codes) if len(c) == 1}
serif = TTFont("usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", fontNumber=2).getBestCmap()
ideographs = {chr(c) for c in serif if 0x3400 <= c < 0xA000 or c >= 0x20000}
open("base.txt", "w").write("".join(sorted(base)))
open("all.txt", "w").write("".join(sorted(base | ideographs)))
PYTHON
cut() { pyftsubset "$1" --text-file="$2" --output-file="$3" --layout-features= --no-hinting --name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline ${4:-}; }
cut $noto/NotoSerifCJK-Regular.ttc all.txt Song.otf --font-number=2
cut $noto/NotoSerifCJK-Bold.ttc base.txt Title.otf --font-number=2
cut $noto/NotoSansCJK-Regular.ttc base.txt Hei.otf --font-number=2
cut usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf base.txt Kai.ttf
cut usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf base.txt FangSong.otf
# A cut face may not bear a reserved name, and pages ask for faces by what they are for.
python3 - <<'PYTHON'
from fontTools.ttLib import TTFont

for face in ["Song.otf", "Title.otf", "Hei.otf", "Kai.ttf", "FangSong.otf"]:
    font = TTFont(face, recalcTimestamp=False)
    name = "Duizhang " + face.split(".")[0]
    for record in list(font["name"].names):
        words = {1: name, 2: "Regular", 3: name, 4: name, 6: name.replace(" ", "")}.get(record.nameID)
        if words:
            record.string = words
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["head"].macStyle = 0
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [name.replace(" ", "")]
        top = cff.topDictIndex[0]
        top.FullName = top.FamilyName = name
        # Glyphs are numbered through: the table of their numbers, read with every glyph of a picture, is one range.
        glyphs = [".notdef", *(f"cid{at:05}" for at in range(1, len(top.charset)))]
        strings = top.CharStrings
        strings.charStrings = {new: strings.charStrings[old] for new, old in zip(glyphs, top.charset)}
        top.charset[:] = glyphs
    font.save(face)
PYTHON
cp Song.otf Title.otf Hei.otf Kai.ttf FangSong.otf "$here"
