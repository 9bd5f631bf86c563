//! Reads the names of dependencies from a `Cargo.toml` or a `package.json`, without a parser for either.

/// In which of a manifest's lists a dependency stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Use {
    /// Part of what is built.
    Product,
    /// `[dev-dependencies]`: tests only.
    Tests,
    /// `[build-dependencies]`.
    Build,
}

/// A dependency's name, its use and the line it stands on.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Dependency<'a> {
    pub(crate) name: &'a str,
    pub(crate) used: Use,
    pub(crate) line: usize,
}

/// The dependencies of a `Cargo.toml`, also those under `[target.….dependencies]` and `[dependencies.name]`.
pub(crate) fn of_crate(text: &str) -> Vec<Dependency<'_>> {
    let mut found = Vec::new();
    let mut list = None;
    for (line, row) in crate::rust::numbered(text) {
        let row = row.trim();
        if let Some(section) = row.strip_prefix('[') {
            let section = section.split(']').next().unwrap_or_default();
            list = use_of(section.rsplit('.').next().unwrap_or_default());
            if let (None, Some((before, name))) = (list, section.rsplit_once('.'))
                && let Some(used) = use_of(before.rsplit('.').next().unwrap_or_default())
            {
                found.push(Dependency { name, used, line });
            }
        } else if let Some(used) = list
            && let Some((name, _)) = row.split_once(['.', ' ', '='])
            && !name.starts_with('#')
        {
            found.push(Dependency { name, used, line });
        }
    }
    found
}

fn use_of(section: &str) -> Option<Use> {
    match section {
        "dependencies" => Some(Use::Product),
        "dev-dependencies" => Some(Use::Tests),
        "build-dependencies" => Some(Use::Build),
        _ => None,
    }
}

/// The names under `dependencies` and `devDependencies` of a `package.json`.
pub(crate) fn of_package(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for list in ["\"dependencies\"", "\"devDependencies\""] {
        let inside = text.split_once(list).and_then(|(_, rest)| rest.split_once('{')).and_then(|(_, rest)| rest.split_once('}'));
        let pairs = inside.map_or("", |(inside, _)| inside).split(',');
        found.extend(pairs.filter_map(|pair| Some(pair.split_once(':')?.0.trim().trim_matches('"'))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_dependency_is_read() {
        let text = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\n# no\nb = { path = \"b\" }\n[dependencies.c]\nversion = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nd = \"1\"\n[dev-dependencies]\ne = \"1\"\n[lints]\nworkspace = true\n";
        let found: Vec<_> = of_crate(text).into_iter().map(|one| (one.name, one.used, one.line)).collect();
        let expected =
            [("a", Use::Product, 4), ("b", Use::Product, 6), ("c", Use::Product, 7), ("d", Use::Product, 10), ("e", Use::Tests, 12)];
        assert_eq!(found, expected);
    }

    #[test]
    fn npm_packages_are_read() {
        let text = "{ \"name\": \"x\", \"dependencies\": { \"a\": \"1\", \"@b/c\": \"2\" },\n\"devDependencies\": {\n\"d\": \"3\"\n} }";
        assert_eq!(of_package(text), ["a", "@b/c", "d"]);
    }
}
