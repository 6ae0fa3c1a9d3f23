//! What a bulletin is, as data. The window, Word and Excel show the same content; fonts, cells and
//! pages are the matter of `formats` and of the window.

use std::collections::{HashMap, HashSet};

use super::charts::Charts;
use super::origin::Origin;
use super::table::Table;
use crate::kernel::{Date, OrgUnitId, Problem, TargetId, day_name, word_enum};

word_enum! {
    /// What sort of text it is to be.
    Template {
        /// A statutory document with 红头 and 文号.
        Bulletin = "progress_bulletin", "通报";
        /// A numbered sheet of the 督查室 that needs no 文号.
        Brief = "progress_brief", "督查通报（简报）";
        /// The same text as a letter to offices of one's own rank.
        Letter = "progress_letter", "函";
        /// One page for those who lead: where things stand, what is behind, who is missing.
        Summary = "progress_summary", "情况摘要";
        /// Every target of one unit.
        UnitSheet = "unit_sheet", "单位情况表";
        /// What is promised, with the sentence it stands in.
        TargetList = "target_list", "目标清单";
        /// What moved between two days.
        Changes = "change_report", "变化情况表";
        /// What of the period before was corrected.
        Corrections = "correction_notice", "更正通知";
    }
}

word_enum! {
    /// How the paper looks.
    Layout {
        /// 红头, 文号, 主送, 版记.
        Document = "document", "公文";
        /// 信函格式: the mark at the head of the paper, between two red double rules.
        Letter = "letter", "信函";
        /// A 期号 and who publishes it, without 文号.
        Issue = "issue", "期刊";
        /// A title and a text, signed.
        Plain = "plain", "白头";
        /// Tables and nothing else.
        Tables = "tables", "表格";
    }
}

impl Template {
    /// How its paper looks.
    pub fn layout(self) -> Layout {
        match self {
            Self::Bulletin | Self::Corrections => Layout::Document,
            Self::Letter => Layout::Letter,
            Self::Brief => Layout::Issue,
            Self::Summary => Layout::Plain,
            Self::UnitSheet | Self::TargetList | Self::Changes => Layout::Tables,
        }
    }
}

word_enum! {
    /// Which figure of the assessment a piece of text shows.
    Figure {
        /// 目标值.
        Goal = "goal", "目标值";
        /// 累计完成, or the value at the day.
        Actual = "actual", "累计完成";
        /// 完成率, 达标率, 销号率.
        Rate = "rate", "完成率";
        /// 序时差.
        Variance = "variance", "序时差";
        /// 缺口.
        Gap = "gap", "缺口";
        /// 超额.
        Surplus = "surplus", "超额";
        /// 后期月均需完成.
        RequiredPerMonth = "required_per_month", "后期月均需完成";
        /// 同比.
        YearOnYear = "year_on_year", "同比";
        /// 较上次提高.
        SinceLast = "since_last", "较上期";
        /// Units that meet the rule.
        Met = "met", "达标数";
        /// Units that do not.
        Below = "below", "未达标数";
        /// Units that should.
        Population = "population", "应达标数";
        /// The lowest unit.
        Lowest = "lowest", "最低";
        /// What units lack together.
        GapSum = "gap_sum", "缺口合计";
        /// Who did not report.
        NotReported = "not_reported", "未报";
        /// How many targets have a status.
        Count = "count", "项数";
        /// Which share of the targets has a status.
        Share = "share", "占比";
        /// A place in a ranking.
        Rank = "rank", "位次";
        /// The status.
        Status = "status", "状态";
        /// 时间进度.
        TimeProgress = "time_progress", "时间进度";
    }
}

/// Announces who can be asked.
const CONTACT: &str = "联系人：";

/// Where a figure comes from, so that a click opens it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FigureRef {
    /// The target; none: a figure over all targets in scope.
    pub target: Option<TargetId>,
    /// The unit it speaks of; none: the target's own.
    pub org_unit: Option<OrgUnitId>,
    /// Which figure.
    pub figure: Figure,
    /// Which statuses a count or share is of: their codes, parted by commas.
    pub status: Option<String>,
}

impl FigureRef {
    /// A figure of a target.
    pub fn of(target: &TargetId, figure: Figure) -> Self {
        Self { target: Some(target.clone()), org_unit: None, figure, status: None }
    }

    /// A figure of one unit of a target.
    pub fn of_unit(target: &TargetId, org_unit: &OrgUnitId, figure: Figure) -> Self {
        Self { org_unit: Some(org_unit.clone()), ..Self::of(target, figure) }
    }

    /// A figure over all targets in scope, of one status where there is one.
    pub fn over_all(figure: Figure, status: Option<&str>) -> Self {
        Self { target: None, org_unit: None, figure, status: status.map(str::to_owned) }
    }
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// What it shows, where it is a figure.
    pub figure: Option<FigureRef>,
}

impl Run {
    /// Words without a figure.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), figure: None }
    }

    /// A figure.
    pub fn figure(text: impl Into<String>, figure: FigureRef) -> Self {
        Self { text: text.into(), figure: Some(figure) }
    }
}

/// Why a sentence says 较好 or names somebody: the rule and what it was held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiredRule {
    /// The closed code, for example `praise.all_done`.
    pub code: &'static str,
    /// The rule in words, for the margin of the draft.
    pub text: String,
}

/// A block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// 一、 （一） 1.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// With its number.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its pieces.
        runs: Vec<Run>,
        /// The rules that fired for its words.
        rules: Vec<FiredRule>,
        /// Which generated sentence it is; none: a person wrote all of it.
        sentence: Option<Sentence>,
    },
}

/// A generated paragraph, by which a person may put it differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its name, which stays when data change.
    pub key: String,
    /// Its words without its figures.
    pub basis: String,
    /// What the program says, where a person put it differently.
    pub generated: Option<Vec<Run>>,
}

impl Block {
    /// A paragraph for whose words no rule had to fire.
    pub fn paragraph(runs: Vec<Run>) -> Self {
        Self::Paragraph { runs, rules: Vec::new(), sentence: None }
    }

    /// Its plain words.
    pub fn text(&self) -> String {
        match self {
            Self::Heading { text, .. } => text.clone(),
            Self::Paragraph { runs, .. } => runs.iter().map(|run| run.text.as_str()).collect(),
        }
    }
}

/// A bulletin before it is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// Which sort.
    pub template: Template,
    /// 标题.
    pub title: String,
    /// The words of the red 版头; none: no 版头 is printed.
    pub letterhead: Option<String>,
    /// 文号, or 第N期 of a brief.
    pub doc_number: Option<String>,
    /// 主送.
    pub recipients: Option<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 落款.
    pub signer: Option<String>,
    /// 成文日期; none: it is left open on the paper.
    pub issued_on: Option<Date>,
    /// 联系人.
    pub contact: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// 附件.
    pub annexes: Vec<Table>,
    /// 进展情况图, the last annex.
    pub charts: Option<Charts>,
    /// Before you issue.
    pub checks: Vec<Problem>,
    /// Rests on values marked 示例数据.
    pub example: bool,
    /// The ledger's head when it was made.
    pub head: String,
    /// What was asked for.
    pub origin: Origin,
}

impl Bulletin {
    /// What stands under the title while the figures are invented.
    pub fn example_line(&self) -> Option<&'static str> {
        self.example.then_some(super::wording::EXAMPLE)
    }

    /// 成文日期 as it prints: 2022年7月5日, no zero before a number.
    pub fn issued_on_text(&self) -> Option<String> {
        self.issued_on.map(day_name)
    }

    /// How the paper looks.
    pub fn layout(&self) -> Layout {
        self.template.layout()
    }

    /// 抄送 with its word, of an issue 送; none where nobody gets a copy.
    pub fn copies_line(&self) -> Option<(&'static str, String)> {
        let copies = self.copies.as_deref()?;
        let word = if self.layout() == Layout::Issue { "送：" } else { "抄送：" };
        Some((word, format!("{copies}。")))
    }

    /// Who printed it and when, at the foot of a document with 红头.
    pub fn printed_line(&self) -> Option<(&str, String)> {
        let document = self.layout() == Layout::Document && self.letterhead.is_some();
        let (signer, date) = (self.signer.as_deref()?, self.issued_on_text()?);
        document.then(|| (signer, format!("{date}印发")))
    }

    /// Whether a seal is pressed over name and date.
    pub fn stamped(&self) -> bool {
        self.letterhead.is_some()
    }

    /// Who can be asked, as given but for brackets.
    fn contact_words(&self) -> Option<&str> {
        Some(self.contact.as_deref()?.trim_matches(['（', '）', '(', ')']))
    }

    /// The same without the word that announces it.
    pub fn contact_name(&self) -> Option<&str> {
        self.contact_words().map(|words| words.strip_prefix(CONTACT).unwrap_or(words))
    }

    /// 附注 without its brackets: 联系人：….
    pub fn contact_line(&self) -> Option<String> {
        let words = self.contact_words()?;
        Some(if words.contains("联系") { words.to_owned() } else { format!("{CONTACT}{words}") })
    }

    /// 附件说明: the titles of the annexes with their numbers, none where there are none. Where there are many, those of
    /// one kind that follow each other are named together: 2—9.各项指标进度表.
    pub fn annex_list(&self) -> Vec<Listed> {
        if self.layout() == Layout::Tables {
            return Vec::new();
        }
        let tables = self.annexes.iter().map(|table| (table.title.as_str(), table.kind));
        let charts = self.charts.iter().map(|charts| (charts.title.as_str(), None));
        let annexes: Vec<(&str, Option<&str>)> = tables.chain(charts).collect();
        let many = annexes.len() > MOST_NAMED;
        let mut from = 0;
        let together = annexes.chunk_by(|(_, one), (_, next)| many && one.is_some() && one == next);
        let listed = together.map(|these| {
            let (first, last) = (from + 1, from + these.len());
            from = last;
            let number = match these {
                _ if annexes.len() == 1 => String::new(),
                [_] => format!("{first}."),
                _ => format!("{first}—{last}."),
            };
            let title = match these {
                [(_, Some(kind)), _, ..] => *kind,
                _ => these[0].0,
            };
            Listed { number, title: title.to_owned() }
        });
        listed.collect()
    }
}

/// So many annexes are named one by one.
const MOST_NAMED: usize = 6;

/// A line of 附件说明.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// 1. or 2—9.; nothing for an only annex.
    pub number: String,
    /// The title, or that of all of them.
    pub title: String,
}

impl Listed {
    /// Number and title.
    pub fn words(&self) -> String {
        format!("{}{}", self.number, self.title)
    }

    /// How wide the number is, in quarters of a character.
    pub fn number_width(&self) -> u32 {
        let wide = |sign: char| match sign {
            '.' => 1,
            _ if sign.is_ascii() => 2,
            _ => 4,
        };
        self.number.chars().map(wide).sum()
    }
}

/// Each figure of a text and its annexes with all that is printed of it, in the order in which they stand first.
pub(super) fn shown_figures<'a>(
    blocks: &'a [Block],
    annexes: &'a [Table],
) -> Vec<(&'a FigureRef, Vec<String>)> {
    let runs = blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs, .. } => runs.as_slice(),
        Block::Heading { .. } => &[],
    });
    let of_text = runs.filter_map(|run| Some((run.figure.as_ref()?, run.text.clone())));
    let cells = annexes.iter().flat_map(|table| &table.rows).flatten();
    let of_annexes = cells.filter_map(|cell| Some((cell.figure.as_ref()?, cell.words())));
    let mut places: HashMap<&FigureRef, usize> = HashMap::new();
    let mut shown: Vec<(&FigureRef, Vec<String>)> = Vec::new();
    for (figure, text) in of_text.chain(of_annexes) {
        let at = *places.entry(figure).or_insert_with(|| {
            shown.push((figure, Vec::new()));
            shown.len() - 1
        });
        // 213 says nothing beyond 213个.
        let texts = &mut shown[at].1;
        if !texts.iter().any(|said| said.starts_with(&text)) {
            texts.push(text);
        }
    }
    shown
}

/// Each figure of a text and its annexes once, as it reads where it stands first.
pub(super) fn first_figures<'a>(blocks: &'a [Block], annexes: &'a [Table]) -> Vec<(&'a FigureRef, &'a str)> {
    let runs = blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs, .. } => runs.as_slice(),
        Block::Heading { .. } => &[],
    });
    let of_text = runs.filter_map(|run| Some((run.figure.as_ref()?, run.text.as_str())));
    let cells = annexes.iter().flat_map(|table| &table.rows).flatten();
    let of_annexes = cells.filter_map(|cell| Some((cell.figure.as_ref()?, cell.text.as_str())));
    let mut seen = HashSet::new();
    of_text.chain(of_annexes).filter(|(figure, _)| seen.insert(*figure)).collect()
}
