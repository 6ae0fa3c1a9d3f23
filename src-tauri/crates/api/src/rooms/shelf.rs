//! What is kept for the next reports: named templates and phrases.

use app::settings;
use domain::kernel::{OfficeId, OrgUnitId, Problem};
use domain::ledger::Digest;
use domain::reports::{self, Paper, Phrases, SavedTemplate};

use super::documents::{bytes_of, changed, refused, word};
use super::org;
use super::reports::fields;
use crate::wire::documents::Incoming;
use crate::wire::ledger::{Changed, Nothing};
use crate::wire::reports::{
    BulletinFields, RemoveTemplateRequest, ReportPaper, ReportShelf, ReportTemplate, SaveTemplateRequest,
    SetPhrasesRequest,
};
use crate::{Session, WireError};

pub fn view(session: &Session, _: Nothing) -> Result<ReportShelf, WireError> {
    session.with_desk(|desk| {
        let (own, today) = (desk.office().clone(), desk.today());
        let mut templates = Vec::new();
        for template in app::reports::templates(desk)? {
            let pattern = template.fields.doc_number.as_deref().unwrap_or_default();
            let next_number = app::reports::next_number(desk, pattern, today)?;
            let tree = desk.tree_today()?;
            let office = desk.book()?.offices.get(&template.office);
            let office_name = office.map_or_else(String::new, |office| office.name.clone());
            let scope_name = template.scope.as_ref().map(|scope| tree.name(scope).to_owned());
            templates.push(ReportTemplate {
                office_name,
                next_number,
                org_unit_name: scope_name,
                ..template_view(template)
            });
        }
        templates.sort_by_key(|template| template.office != own.as_str());
        let phrases = settings::phrases(desk)?;
        let book = desk.book()?;
        Ok(ReportShelf {
            templates,
            phrases: phrases.value.0,
            phrases_written: phrases.written.map(|header| org::written(book, &header)),
            phrases_conflict: phrases.conflict,
        })
    })
}

/// What the row says; names and the next number are not among it.
fn template_view(template: SavedTemplate) -> ReportTemplate {
    let words = template.fields;
    ReportTemplate {
        office: template.office.to_string(),
        office_name: String::new(),
        name: template.name,
        template: template.template.code().to_owned(),
        org_unit: template.scope.map(|scope| scope.to_string()),
        org_unit_name: None,
        derivations: template.derivations,
        charts: template.charts,
        fields: BulletinFields {
            letterhead: words.letterhead,
            doc_number: words.doc_number,
            recipients: words.recipients,
            copies: words.copies,
            signer: words.signer,
            basis: words.basis,
            requirements: words.requirements,
            contact: words.contact,
            ..BulletinFields::default()
        },
        paper: template.paper.map(|Paper { name, digest }| ReportPaper { name, digest: digest.to_string() }),
        next_number: String::new(),
    }
}

pub fn save(session: &Session, request: SaveTemplateRequest) -> Result<Changed, WireError> {
    let template = word("template", &request.template)?;
    let of_every_issue = reports::BulletinFields {
        title: None,
        issued_on: None,
        overall: None,
        progress: None,
        shortfalls: None,
        ..fields(&request.fields)?
    };
    let file = request.file.as_ref().map(|file| Ok::<_, WireError>((paper_name(file), bytes_of(file)?)));
    let file = file.transpose()?;
    if let Some((name, bytes)) = &file {
        formats::docx::survey(bytes)
            .map_err(|_| refused(Problem::error("paper.unreadable", "paper").with(name)))?;
    }
    let paper = match (&file, request.paper) {
        (Some((name, bytes)), _) => Some(Paper { name: name.clone(), digest: Digest::of(bytes) }),
        (None, Some(kept)) => Some(Paper { digest: word("paper", &kept.digest)?, name: kept.name }),
        (None, None) => None,
    };
    session.with_desk(|desk| {
        let template = SavedTemplate {
            office: desk.office().clone(),
            name: request.name,
            template,
            scope: request.org_unit.map(OrgUnitId::new),
            derivations: request.derivations,
            charts: request.charts,
            fields: of_every_issue,
            paper,
        };
        app::reports::save_template(desk, template, file.map(|(_, bytes)| bytes))?;
        Ok(changed(&["reports"], []))
    })
}

fn paper_name(file: &Incoming) -> String {
    let path = file.path.as_deref().map(std::path::Path::new).and_then(std::path::Path::file_name);
    let of_path = || path.map(|name| name.to_string_lossy().into_owned());
    file.name.clone().or_else(of_path).unwrap_or_default()
}

pub fn remove(session: &Session, request: RemoveTemplateRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        app::reports::remove_template(desk, &OfficeId::new(request.office), &request.name)?;
        Ok(changed(&["reports"], []))
    })
}

pub fn set_phrases(session: &Session, request: SetPhrasesRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let phrases = Phrases::from_lines(request.phrases.iter().map(String::as_str));
        settings::set_phrases(desk, &phrases, "")?;
        Ok(changed(&["reports"], []))
    })
}
