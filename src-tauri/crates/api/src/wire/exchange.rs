//! Sending and receiving: packages, keys, conflicts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::evidence::EvidenceView;
use super::ledger::{Changed, ProblemView};
use super::org::WrittenBy;
use super::review::ReportKey;
use super::settings::NamedView;

/// What is to be sent, what went out, what came.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExchangeView {
    /// The key this ledger signs with; none: there is none on this device.
    pub key: Option<KeyView>,
    /// Reports that go to a unit above.
    pub outgoing: Vec<OutgoingView>,
    /// Forms that can go down.
    pub forms: Vec<NamedView>,
    /// Units below that sent packages: to them receipts go.
    pub reporters: Vec<NamedView>,
    /// Packages that went out, the newest first.
    pub sent: Vec<DeliveryView>,
    /// Packages that came, the newest first.
    pub received: Vec<DeliveryView>,
    /// Packages that did not come although later ones did.
    pub missing: Vec<MissingView>,
    /// How many things are in conflict.
    pub conflicts: u32,
    /// Where packages are written to.
    pub folder: String,
}

/// A key.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeyView {
    /// The public key.
    pub key: String,
    /// 24 digits to compare over the telephone.
    pub fingerprint: String,
    /// The unit it signs for.
    pub org_unit: String,
    /// The unit's name.
    pub name: String,
}

/// A report that goes to a unit above.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutgoingView {
    /// Which one.
    pub report: ReportKey,
    /// The form's name.
    pub form_name: String,
    /// The unit's name.
    pub unit_name: String,
    /// The period's name.
    pub period_name: String,
    /// Where it stands.
    pub state: String,
    /// The same for people.
    pub state_word: String,
    /// How often it was handed in.
    pub version: u32,
    /// The unit that collects it.
    pub to: String,
    /// It can be packed now.
    pub ready: bool,
    /// This version was packed.
    pub sent: Option<DeliveryView>,
    /// What the receiver said of it.
    pub receipt: Option<DeliveryView>,
}

/// A package that went out or came in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeliveryView {
    /// The package's digest.
    pub package: String,
    /// What it says of itself.
    pub label: PackageLabel,
    /// sent, merged, refused.
    pub state: String,
    /// The same for people.
    pub state_word: String,
    /// Why it was refused.
    pub reasons: Vec<ProblemView>,
}

/// What a package says of itself.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackageLabel {
    /// submission, issue, receipt, return, card.
    pub kind: String,
    /// The same for people.
    pub kind_word: String,
    /// The unit that sends it, as it says.
    pub from: String,
    /// That unit's name, as it says.
    pub from_name: String,
    /// The name of the unit it is for; none: whoever is below.
    pub to: Option<String>,
    /// The form's name, of a 报送包.
    pub form_name: Option<String>,
    /// The unit whose figures it brings.
    pub unit_name: Option<String>,
    /// The period's name.
    pub period_name: Option<String>,
    /// How often the report was handed in.
    pub version: Option<u32>,
    /// Counted for the same key and receiver.
    pub number: u32,
    /// When it was made, by the sender's clock.
    pub made: String,
    /// Who made it.
    pub maker: String,
    /// How many rows it brings.
    pub rows: u32,
    /// How many files of evidence.
    pub evidence: u32,
    /// The key it is signed with.
    pub key: String,
    /// Its digits.
    pub fingerprint: String,
}

/// Packages that did not come although later ones did.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MissingView {
    /// The sender's name.
    pub name: String,
    /// Which ones.
    pub numbers: Vec<u32>,
}

/// Whose signature counts.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignerView {
    /// The key.
    pub key: KeyView,
    /// own, superior, subordinate.
    pub relation: String,
    /// The same for people.
    pub relation_word: String,
    /// trusted, retired, revoked.
    pub state: String,
    /// The same for people.
    pub state_word: String,
    /// The key itself lies on this device.
    pub on_device: bool,
    /// By whose word it is so.
    pub written: Option<WrittenBy>,
}

/// The keys and whose signatures count.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignersView {
    /// All that are known, own ones first.
    pub signers: Vec<SignerView>,
    /// The unit a new key would be of.
    pub home: Option<NamedView>,
    /// What sealed backups open with besides their passphrase.
    pub recovery: Option<RecoveryView>,
}

/// Makes a recovery key and a page to print.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MakeRecoveryRequest {
    /// Where the page goes; none: it is shown, and goes when the ledger is closed.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// The recovery key of the ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecoveryView {
    /// Digits by which the paper is known.
    pub fingerprint: String,
    /// The copies that are made by themselves are sealed too.
    pub automatic: bool,
    /// Who made it, and when.
    pub written: Option<WrittenBy>,
}

/// Makes a key for a unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MakeKeyRequest {
    /// The unit; none: the one the person's office works for.
    #[serde(default)]
    #[ts(optional)]
    pub org_unit: Option<String>,
    /// The passphrase it is kept under.
    pub passphrase: String,
}

/// Writes a key file out.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportKeyRequest {
    /// Which key.
    pub key: String,
    /// Where to; none: the folder of packages.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// Puts a key file back on this device.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RestoreKeyRequest {
    /// The file.
    pub file: PackageFile,
    /// Its passphrase.
    pub passphrase: String,
}

/// Says whose a key is and whether it counts.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JudgeSignerRequest {
    /// The public key.
    pub key: String,
    /// The unit that signs with it.
    pub org_unit: String,
    /// The unit's name.
    pub name: String,
    /// own, superior, subordinate.
    pub relation: String,
    /// trusted, retired, revoked.
    pub state: String,
    /// Why; needed to revoke.
    pub reason: String,
}

/// Packs one package.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackRequest {
    /// submission, issue, receipt, card.
    pub kind: String,
    /// The report, of a 报送包.
    #[serde(default)]
    #[ts(optional)]
    pub report: Option<ReportKey>,
    /// The forms, of a 下达包; none: all.
    #[serde(default)]
    pub forms: Vec<String>,
    /// The unit it is for, of a 下达包 or 回执.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// With evidence, or with the original files of documents.
    #[serde(default)]
    pub evidence: bool,
    /// The passphrase of the key.
    pub passphrase: String,
    /// Sealed for the holder of this key.
    #[serde(default)]
    #[ts(optional)]
    pub seal_for: Option<String>,
    /// Sealed for whoever knows this passphrase.
    #[serde(default)]
    #[ts(optional)]
    pub seal_with: Option<String>,
    /// The file or folder to write to; none: the folder of packages.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// What was packed.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackAnswer {
    /// The file.
    pub path: String,
    /// How many bytes.
    pub bytes: u32,
    /// What it says of itself.
    pub label: PackageLabel,
    /// What changed.
    pub changed: Changed,
}

/// A file that came.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackageFile {
    /// Its name.
    pub name: String,
    /// Its bytes in base64.
    #[serde(default)]
    #[ts(optional)]
    pub bytes: Option<String>,
    /// Where it lies: read from there.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// Files that came.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackagesRequest {
    /// The files.
    pub files: Vec<PackageFile>,
    /// Opens those that are sealed: their passphrase, or that of this device's key.
    #[serde(default)]
    #[ts(optional)]
    pub passphrase: Option<String>,
}

/// A file as it is seen before it is merged, and after.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferView {
    /// The file's name.
    pub name: String,
    /// What the package says of itself, where it can be read.
    pub label: Option<PackageLabel>,
    /// Whose the key is, as this ledger knows it.
    pub signer: Option<SignerView>,
    /// ready, known, card, stranger, sealed, refused.
    pub verdict: String,
    /// A later version of the same report is here already.
    pub older: bool,
    /// Things of which nothing was known.
    pub new: u32,
    /// Things that take the place of what is current.
    pub changing: u32,
    /// Things that will stand beside what is current.
    pub conflicting: u32,
    /// Why it may not come in.
    pub problems: Vec<ProblemView>,
    /// It came in by this action.
    pub merged: bool,
}

/// What became of files that were to be merged.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReceiveAnswer {
    /// A line for each file.
    pub offers: Vec<OfferView>,
    /// Packages that are missing among all that came.
    pub missing: Vec<MissingView>,
    /// How many things are in conflict now.
    pub conflicts: u32,
    /// What changed.
    pub changed: Changed,
}

/// Something that was said differently by people who did not see each other.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictView {
    /// The sort of thing.
    pub kind: String,
    /// The same for people.
    pub kind_word: String,
    /// Which one.
    pub key: String,
    /// Which one, for people.
    pub title: String,
    /// The versions that stand side by side.
    pub contenders: Vec<ContenderView>,
}

/// One of the versions.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContenderView {
    /// Where it stands.
    pub at: String,
    /// What it says.
    pub text: String,
    /// Who wrote it, when, why.
    pub written: WrittenBy,
    /// The note that stands with it.
    pub note: Option<String>,
    /// The files that prove it, as its writer attached them.
    pub evidence: Vec<EvidenceView>,
}

/// Lets one version hold.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ResolveRequest {
    /// The sort of thing.
    pub kind: String,
    /// Which one.
    pub key: String,
    /// The version.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// What takes long; of each kind one is done at a time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum WorkKind {
    /// Packages are looked at or merged.
    Packages,
    /// A report is written.
    Report,
}

/// Which long work.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkRequest {
    /// Its kind.
    pub kind: WorkKind,
}

/// How far long work has come.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkView {
    /// Whether any is being done.
    pub running: bool,
    /// What of it is being done, where there are stages: gather, set, write.
    pub stage: Option<String>,
    /// Steps of it that are done.
    pub done: u32,
    /// Steps of it in all; 0: nobody knows.
    pub total: u32,
}
