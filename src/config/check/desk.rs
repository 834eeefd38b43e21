//! `[desk]`: who may see and use the desk, and how it is reached.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, MINUTE, header_name, line, period};
use super::sections::Names;
use crate::config::file::{ApiTable, DeskTable, DeskUserTable, Key, Text, TokenTable, Written};
use crate::config::settings::{Desk, DeskUser, Role};
use crate::desk::DESK;
use crate::password::{PasswordError, PasswordHash};
use std::collections::BTreeSet;
use std::net::IpAddr;

impl Checker<'_, '_> {
    /// `api` has the tokens of the push API: an edit is kept with a name, and that name is
    /// to be one person's.
    pub(super) fn desk(
        &mut self,
        table: &DeskTable,
        api: &Key<ApiTable>,
        names: &Names,
    ) -> Option<Desk> {
        let tokens = api.value().and_then(|table| table.token.value());
        let tokens = tokens.map(Vec::as_slice).unwrap_or_default();
        let hosts = self.read_each(&table.hosts, host);
        let proxies = self.read_each(&table.proxies, proxy);
        let user_header = match &table.user_header.0 {
            Some(_) => Some(self.read(&table.user_header, header_name)?),
            None => None,
        };
        if let (Some(written), true) = (&table.user_header.0, proxies.is_empty()) {
            let cause = "`user_header` counts from no proxy, since `proxies` names none";
            let remedy = "name the addresses of your own proxies in `proxies`";
            self.refuse(written.span.clone(), BadValue::new(cause, remedy));
        }
        let session = self.read(&table.session, period(5 * MINUTE..=30 * DAY));
        let written = table.user.value().map(Vec::as_slice).unwrap_or_default();
        let users: Vec<Option<DeskUser>> =
            written.iter().map(|user| self.desk_user(&user.value, names)).collect();
        self.refuse_equal_users(written, tokens);
        Some(Desk {
            hosts,
            proxies,
            user_header,
            trust_loopback: *table.trust_loopback.value()?,
            session: session?,
            users: users.into_iter().collect::<Option<Vec<_>>>()?,
        })
    }

    fn desk_user(&mut self, table: &DeskUserTable, names: &Names) -> Option<DeskUser> {
        let name = self.read(&table.name, line);
        let password = self.read(&table.password, password);
        let sections = self.known_sections(&table.sections, names);
        let role = self.read(&table.role, role);
        if let (Some(Role::Operator), false) = (role, sections.is_empty()) {
            let cause = "an operator is for the whole newsroom";
            let remedy = "remove `sections`, or make it `role = \"editor\"`";
            self.refuse(table.sections.span(), BadValue::new(cause, remedy));
        }
        Some(DeskUser { name: name?.to_string(), password: password?, role: role?, sections })
    }

    fn refuse_equal_users(
        &mut self,
        users: &[Written<DeskUserTable>],
        tokens: &[Written<TokenTable>],
    ) {
        let folded = |text: &Text| text.0.trim().to_lowercase();
        let tokens = tokens.iter().filter_map(|token| token.value.name.value()).map(folded);
        let taken: BTreeSet<String> = tokens.chain([DESK.to_owned()]).collect();
        let mut seen = BTreeSet::new();
        for name in users.iter().filter_map(|user| user.value.name.0.as_ref()) {
            let folded = folded(&name.value);
            let cause = if taken.contains(&folded) {
                let cause = "is also a token, or whoever has the machine: who made an edit \
                             could not be told";
                format!("\"{}\" {cause}", name.value.0)
            } else if seen.insert(folded) {
                continue;
            } else {
                "two users of the desk have the same name".to_owned()
            };
            self.refuse(name.span.clone(), BadValue::new(cause, "give each a name of its own"));
        }
    }
}

fn role(text: &Text) -> Result<Role, BadValue> {
    let all = [Role::Reader, Role::Editor, Role::Operator];
    all.into_iter().find(|role| role.as_str() == text.0.trim()).ok_or_else(|| {
        let cause = format!("\"{}\" is not a role", text.0);
        BadValue::new(cause, "write `reader`, `editor` or `operator`")
    })
}

/// A name of a host, with a port where it is not the usual one.
fn host(text: &Text) -> Result<String, BadValue> {
    let written = text.0.trim().to_ascii_lowercase();
    let remedy = "write the name alone, as in `desk.example.com` or `desk.example.com:8443`";
    let refuse = || BadValue::new(format!("\"{}\" is not the name of a host", text.0), remedy);
    let parsed = url::Url::parse(&format!("http://{written}/")).map_err(|_| refuse())?;
    let host = parsed.host_str().unwrap_or_default();
    let whole = match parsed.port() {
        None | Some(443) => host.to_owned(),
        Some(port) => format!("{host}:{port}"),
    };
    let usual = written.strip_suffix(":80").or_else(|| written.strip_suffix(":443"));
    if whole == usual.unwrap_or(&written) { Ok(whole) } else { Err(refuse()) }
}

fn proxy(text: &Text) -> Result<IpAddr, BadValue> {
    let address: IpAddr = text.0.trim().parse().map_err(|_| {
        let cause = format!("\"{}\" is not an address", text.0);
        BadValue::new(cause, "write the address that your proxy asks from, as in `127.0.0.1`")
    })?;
    Ok(address.to_canonical())
}

fn password(text: &Text) -> Result<PasswordHash, BadValue> {
    PasswordHash::parse(text.0.trim()).map_err(|error: PasswordError| {
        BadValue::new(error.to_string(), "write the line that `pressroom desk-user NAME` prints")
    })
}
