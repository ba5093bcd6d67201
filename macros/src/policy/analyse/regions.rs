//! The values of fields, cut at the constants that conditions compare them with.

use proc_macro2::Ident;

use crate::policy::condition::{Atom, Condition, Constant, Number, Operand, Operator, Test, Value, dotted};
use crate::policy::resolve::Identity;

/// Every combination of regions, of which one is a case: a region for each dimension.
pub struct Cases {
    dimensions: Vec<Dimension>,
}

/// One thing about one field that can have different values.
struct Dimension {
    /// `amount`
    field: String,
    kind: Kind,
    /// The only region that is looked at.
    fixed: Option<usize>,
    /// Whether one more region, the last, is that of values in no order with any constant.
    unordered: bool,
}

#[derive(PartialEq)]
enum Kind {
    /// Sorted; regions are before, on, between and after them.
    Numbers(Vec<Number>),
    /// One region for each, and one for all others.
    Texts(Vec<String>),
    /// As texts, of one enum.
    Variants { of: String, names: Vec<String> },
    /// False and true.
    Bool,
    /// Something of whose value nothing is known: others and itself; or less, itself and more, once a condition asks for
    /// the order. An input that is in no order with it (an amount of another currency) decides no permit and every
    /// forbid, so whatever is refused in these regions is refused there as well.
    Constant { name: String, ordered: bool },
}

/// A condition over the dimensions of some cases.
pub enum Formula {
    Known(bool),
    /// For each region of a dimension, whether it holds there.
    Table(usize, Vec<bool>),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
}

impl Cases {
    pub fn of<'c>(conditions: impl Iterator<Item = &'c Condition>, with: &[(Vec<Ident>, Value)]) -> Self {
        let mut cases = Cases { dimensions: Vec::new() };
        for condition in conditions {
            condition.for_each_atom(&mut |atom| cases.add_atom(atom));
        }
        for (field, value) in with {
            cases.add(&dotted(field), Operator::Equal, &value.constant);
        }
        for (field, value) in with {
            cases.fix(&dotted(field), &value.constant);
        }
        cases
    }

    /// With a region more for values that are in no order with a constant: amounts of another currency, and what is no
    /// number. Whoever speaks of every input has to look at it.
    pub fn with_unordered(mut self) -> Self {
        for dimension in &mut self.dimensions {
            dimension.unordered = dimension.kind.may_be_unordered();
        }
        self
    }

    /// Whether no two constants may be one to the field: numbers that `f32` does not tell apart are one to an `f32`.
    pub fn are_exact(&self) -> bool {
        self.dimensions.iter().all(|dimension| match &dimension.kind {
            Kind::Numbers(numbers) => numbers.is_sorted_by(|one, other| match (one, other) {
                (Number::Fraction(one), Number::Fraction(other)) => (*one as f32) < (*other as f32),
                _ => true,
            }),
            _ => true,
        })
    }

    fn add_atom(&mut self, atom: &Atom) {
        let Operand::Input(_, fields) = &atom.operand else { return };
        let field = dotted(fields);
        match &atom.test {
            Test::Holds => self.add(&field, Operator::Equal, &Constant::Bool(true)),
            Test::Compare(operator, _, value) => self.add(&field, *operator, &value.constant),
            Test::In(values) => {
                for value in values {
                    self.add(&field, Operator::Equal, &value.constant);
                }
            }
        }
    }

    fn add(&mut self, field: &str, operator: Operator, constant: &Constant) {
        let place = self.dimension(field, constant);
        match (place.map(|place| &mut self.dimensions[place].kind), constant) {
            (Some(Kind::Numbers(numbers)), Constant::Number(number)) => {
                if let Err(place) = numbers.binary_search_by(|known| known.compare(number)) {
                    numbers.insert(place, *number);
                }
            }
            (Some(Kind::Texts(texts)), Constant::Text(text)) => {
                if !texts.contains(text) {
                    texts.push(text.clone());
                }
            }
            (Some(Kind::Variants { names, .. }), Constant::Variant { name, .. }) => {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            (Some(Kind::Constant { ordered, .. }), _) => *ordered |= operator.asks_for_order(),
            (Some(_), _) => {}
            (None, _) => {
                let kind = match constant {
                    Constant::Number(number) => Kind::Numbers(vec![*number]),
                    Constant::Text(text) => Kind::Texts(vec![text.clone()]),
                    Constant::Bool(_) => Kind::Bool,
                    Constant::Variant { of, name } => {
                        Kind::Variants { of: of.clone(), names: vec![name.clone()] }
                    }
                    Constant::Opaque(name) => {
                        Kind::Constant { name: name.clone(), ordered: operator.asks_for_order() }
                    }
                };
                self.dimensions.push(Dimension {
                    field: field.to_owned(),
                    kind,
                    fixed: None,
                    unordered: false,
                });
            }
        }
    }

    /// The dimension in which a comparison is answered.
    fn dimension(&self, field: &str, constant: &Constant) -> Option<usize> {
        let answers = |kind: &Kind| match (kind, constant) {
            (Kind::Numbers(_), Constant::Number(_)) => true,
            (Kind::Texts(_), Constant::Text(_)) => true,
            (Kind::Bool, Constant::Bool(_)) => true,
            (Kind::Variants { of, .. }, Constant::Variant { of: other, .. }) => of == other,
            (Kind::Constant { name, .. }, Constant::Opaque(other)) => name == other,
            _ => false,
        };
        self.dimensions.iter().position(|dimension| dimension.field == field && answers(&dimension.kind))
    }

    fn fix(&mut self, field: &str, constant: &Constant) {
        if let Some(place) = self.dimension(field, constant) {
            let table = self.dimensions[place].kind.table(Operator::Equal, constant);
            self.dimensions[place].fixed = table.iter().position(|equal| *equal);
        }
    }

    /// How many cases there are.
    pub fn count(&self) -> usize {
        let regions = self.dimensions.iter().map(|it| if it.fixed.is_some() { 1 } else { it.regions() });
        regions.fold(1, usize::saturating_mul)
    }

    pub fn first(&self) -> Vec<usize> {
        self.dimensions.iter().map(|dimension| dimension.fixed.unwrap_or(0)).collect()
    }

    /// Counts on; false after the last case.
    pub fn next(&self, case: &mut [usize]) -> bool {
        for (dimension, region) in self.dimensions.iter().zip(case) {
            if dimension.fixed.is_some() {
                continue;
            }
            *region += 1;
            if *region < dimension.regions() {
                return true;
            }
            *region = 0;
        }
        false
    }

    /// A condition for one principal, of whom all is known that it asks; it is `unordered` where it hangs on the order of
    /// two values that have none, as it is when it is evaluated.
    pub fn formula(&self, condition: &Condition, caller: &Identity, unordered: bool) -> Formula {
        let all =
            |parts: &[Condition]| parts.iter().map(|part| self.formula(part, caller, unordered)).collect();
        match condition {
            Condition::Atom(atom) => self.of_atom(atom, caller, unordered),
            Condition::Not(part) => Formula::Not(Box::new(self.formula(part, caller, !unordered))),
            Condition::And(parts) => Formula::And(all(parts)),
            Condition::Or(parts) => Formula::Or(all(parts)),
        }
    }

    fn of_atom(&self, atom: &Atom, caller: &Identity, unordered: bool) -> Formula {
        let one = |operator: Operator, constant: &Constant| match &atom.operand {
            Operand::Input(_, fields) => match self.dimension(&dotted(fields), constant) {
                Some(place) => {
                    Formula::Table(place, self.dimensions[place].table(operator, constant, unordered))
                }
                None => Formula::Known(false),
            },
            Operand::CallerKind(_) => of_caller(caller.kind(), operator, constant),
            Operand::CallerTrustDomain(_) => of_caller(caller.trust_domain(), operator, constant),
        };
        match &atom.test {
            Test::Holds => one(Operator::Equal, &Constant::Bool(true)),
            Test::Compare(operator, _, value) => one(*operator, &value.constant),
            Test::In(values) => {
                Formula::Or(values.iter().map(|value| one(Operator::Equal, &value.constant)).collect())
            }
        }
    }

    /// What is true of a case, without the fields on which it does not depend that it is `still` one.
    pub fn describe(&self, case: &[usize], still: impl Fn(&[usize]) -> bool) -> String {
        let described =
            self.dimensions.iter().enumerate().filter(|(place, _)| self.depends(case, *place, &still));
        let parts: Vec<_> = described.map(|(place, it)| it.describe(case[place])).collect();
        parts.join(" and ")
    }

    /// A constant on which it depends that this is `still` a case, and that cannot be told from what its field is said
    /// to be.
    pub fn unknown(&self, case: &[usize], still: impl Fn(&[usize]) -> bool) -> Option<String> {
        let said = |field: &str| self.dimensions.iter().any(|it| it.field == field && it.fixed.is_some());
        self.dimensions.iter().enumerate().find_map(|(place, it)| match &it.kind {
            Kind::Constant { name, .. } if said(&it.field) && self.depends(case, place, &still) => {
                Some(name.clone())
            }
            _ => None,
        })
    }

    fn depends(&self, case: &[usize], place: usize, still: impl Fn(&[usize]) -> bool) -> bool {
        let Some(dimension) = self.dimensions.get(place) else { return false };
        let mut other = case.to_vec();
        dimension.fixed.is_none()
            && (0..dimension.regions()).any(|region| {
                other[place] = region;
                !still(&other)
            })
    }
}

fn of_caller(fact: &str, operator: Operator, constant: &Constant) -> Formula {
    let equal = *constant == Constant::Text(fact.to_owned());
    Formula::Known(equal == (operator == Operator::Equal))
}

impl Formula {
    pub fn holds(&self, case: &[usize]) -> bool {
        match self {
            Formula::Known(known) => *known,
            Formula::Table(place, table) => table[case[*place]],
            Formula::Not(part) => !part.holds(case),
            Formula::And(parts) => parts.iter().all(|part| part.holds(case)),
            Formula::Or(parts) => parts.iter().any(|part| part.holds(case)),
        }
    }
}

impl Kind {
    fn regions(&self) -> usize {
        match self {
            Kind::Numbers(numbers) => 2 * numbers.len() + 1,
            Kind::Texts(texts) => texts.len() + 1,
            Kind::Variants { names, .. } => names.len() + 1,
            Kind::Constant { ordered: true, .. } => 3,
            Kind::Bool | Kind::Constant { .. } => 2,
        }
    }

    /// Floats have one that is no number, and of a constant nobody knows how it compares.
    fn may_be_unordered(&self) -> bool {
        match self {
            Kind::Numbers(numbers) => numbers.iter().any(|number| matches!(number, Number::Fraction(_))),
            Kind::Constant { ordered, .. } => *ordered,
            Kind::Texts(_) | Kind::Variants { .. } | Kind::Bool => false,
        }
    }

    /// For each region, whether the comparison holds in it.
    fn table(&self, operator: Operator, constant: &Constant) -> Vec<bool> {
        use std::cmp::Ordering;
        let regions = 0..self.regions();
        let equality = |here: Option<usize>| {
            let holds = |region| (here == Some(region)) == (operator == Operator::Equal);
            regions.clone().map(holds).collect()
        };
        match (self, constant) {
            (Kind::Numbers(numbers), Constant::Number(number)) => {
                let here = numbers.iter().position(|known| known.compare(number) == Ordering::Equal);
                let point = 2 * here.unwrap_or_default() + 1;
                regions.map(|region| operator.holds(region.cmp(&point))).collect()
            }
            (Kind::Texts(texts), Constant::Text(text)) => {
                equality(texts.iter().position(|known| known == text))
            }
            (Kind::Variants { names, .. }, Constant::Variant { name, .. }) => {
                equality(names.iter().position(|known| known == name))
            }
            (Kind::Bool, Constant::Bool(truth)) => equality(Some(usize::from(*truth))),
            (Kind::Constant { ordered: true, .. }, _) => {
                regions.map(|region| operator.holds(region.cmp(&1))).collect()
            }
            (Kind::Constant { .. }, _) => equality(Some(1)),
            // The compiler says that the types do not match.
            _ => regions.map(|_| false).collect(),
        }
    }
}

impl Operator {
    fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Operator::Equal => ordering.is_eq(),
            Operator::NotEqual => ordering.is_ne(),
            Operator::Less => ordering.is_lt(),
            Operator::LessOrEqual => ordering.is_le(),
            Operator::Greater => ordering.is_gt(),
            Operator::GreaterOrEqual => ordering.is_ge(),
        }
    }

    fn asks_for_order(self) -> bool {
        !matches!(self, Operator::Equal | Operator::NotEqual)
    }
}

impl Dimension {
    fn regions(&self) -> usize {
        self.kind.regions() + usize::from(self.unordered)
    }

    /// For each region, whether the comparison holds in it. The order of a literal is Rust's own, and false.
    fn table(&self, operator: Operator, constant: &Constant, unordered: bool) -> Vec<bool> {
        let mut table = self.kind.table(operator, constant);
        if self.unordered {
            let is_assumed = unordered && matches!(self.kind, Kind::Constant { .. });
            table.push(operator == Operator::NotEqual || (operator.asks_for_order() && is_assumed));
        }
        table
    }

    fn describe(&self, region: usize) -> String {
        let field = format!("`input.{}`", self.field);
        let none_of = |names: &[String]| match names {
            [name] => format!("{field} is not `{name}`"),
            names => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("{field} is none of {}", names.join(", "))
            }
        };
        match &self.kind {
            Kind::Numbers(numbers) => {
                let (before, after) =
                    ((region / 2).checked_sub(1).and_then(|it| numbers.get(it)), numbers.get(region / 2));
                match (region % 2, before, after) {
                    (1, _, Some(here)) => format!("{field} is {here}"),
                    (_, None, Some(after)) => format!("{field} is less than {after}"),
                    (_, Some(before), None) => format!("{field} is more than {before}"),
                    (_, Some(before), Some(after)) => format!("{field} is between {before} and {after}"),
                    (_, None, None) => field,
                }
            }
            Kind::Texts(texts) => match texts.get(region) {
                Some(text) => format!("{field} is {text:?}"),
                None => none_of(texts),
            },
            Kind::Variants { of, names } => match names.get(region) {
                Some(name) => format!("{field} is `{of}::{name}`"),
                None => none_of(names),
            },
            Kind::Bool => format!("{field} is {}", region == 1),
            Kind::Constant { name, ordered } => {
                let words = match (region, ordered) {
                    (1, _) => "is",
                    (0, false) => "is not",
                    (0, true) => "is less than",
                    _ => "is more than",
                };
                format!("{field} {words} `{name}`")
            }
        }
    }
}

impl Number {
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Number::Whole(one), Number::Whole(other)) => one.cmp(other),
            // Whole numbers and others are never of one field: the compiler refuses one of the two.
            (one, other) => one.as_f64().total_cmp(&other.as_f64()),
        }
    }

    fn as_f64(self) -> f64 {
        match self {
            Number::Whole(number) => number as f64,
            // Minus zero is zero.
            Number::Fraction(number) => number + 0.0,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Whole(number) => number.fmt(f),
            Number::Fraction(number) => write!(f, "{number:?}"),
        }
    }
}

impl Identity {
    /// `caller.kind`
    fn kind(&self) -> &'static str {
        match self {
            Identity::Local => "local",
            Identity::Plugin(_) => "plugin",
            Identity::Spiffe { .. } => "spiffe",
            Identity::Approver(_) => "approver",
        }
    }

    /// `caller.trust_domain`
    fn trust_domain(&self) -> &str {
        match self {
            Identity::Spiffe { trust_domain, .. } => trust_domain,
            _ => "",
        }
    }
}
