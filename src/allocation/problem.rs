//! Teams, what each can be offered, and what there is to divide.

/// How many resources a term has.
pub const RESOURCES: usize = 4;

/// An amount of each resource, in thousandths of its unit.
pub type Amounts = [i64; RESOURCES];

/// What an offer uses: its position among [`Problem::activities`]. The first one uses nothing.
pub type Activity = u32;

/// Something that a team can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    pub activity: Activity,
    /// In hundredths of a point.
    pub score: i32,
}

/// A team with its offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub members: u32,
    /// In hundredths: 100 counts a member once.
    pub weight: u32,
    /// Exactly one of them is chosen; without a floor, the first one is nothing.
    pub offers: Vec<Offer>,
}

/// What is divided among whom. A resource that is not limited has no uses here.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    pub teams: Vec<Team>,
    /// What each activity uses for one member.
    pub activities: Vec<Amounts>,
    pub budgets: Amounts,
}

/// What a plan uses in all, in thousandths.
pub(super) type Totals = [i128; RESOURCES];

/// Whether the first amounts are nowhere above the second.
pub(super) fn no_more(one: &Amounts, other: &Amounts) -> bool {
    one.iter().zip(other).all(|(one, other)| one <= other)
}

impl Team {
    /// The value of an offer: members × weight × score, each in its own unit.
    pub fn value(&self, offer: Offer) -> i64 {
        i64::from(self.members) * i64::from(self.weight) * i64::from(offer.score)
    }

    /// The best offer by score; of equals, the first.
    pub fn best(&self) -> Option<Offer> {
        self.offers.iter().copied().min_by_key(|offer| -offer.score)
    }
}

impl Problem {
    /// Returns the problem without what can never be chosen: offers over a budget by themselves, and offers that another
    /// one of the team matches at no more of anything. With a floor, in hundredths, also without what is below that
    /// share of a team's own best. `None` if a team has nothing left.
    pub(super) fn reduced(&self, floor: u32) -> Option<Self> {
        let fits = |team: &Team, offer: &Offer| {
            let uses = &self.activities[offer.activity as usize];
            uses.iter().zip(&self.budgets).all(|(one, budget)| one * i64::from(team.members) <= *budget)
        };
        let reduce = |team: &Team| {
            let least = i64::from(team.best()?.score) * i64::from(floor);
            let is_fair = |offer: &Offer| i64::from(offer.score) * 100 >= least && (floor == 0 || offer.activity > 0);
            let mut offers: Vec<Offer> =
                team.offers.iter().copied().filter(|offer| is_fair(offer) && fits(team, offer)).collect();
            offers.sort_by_key(|offer| (-offer.score, offer.activity));
            let mut kept: Vec<Offer> = Vec::with_capacity(offers.len());
            for offer in offers {
                if !kept.iter().any(|one| self.uses_no_more(*one, offer)) {
                    kept.push(offer);
                }
            }
            (!kept.is_empty()).then_some(Team { offers: kept, ..*team })
        };
        let teams: Option<Vec<Team>> = self.teams.iter().map(reduce).collect();
        Some(Self { teams: teams?, activities: self.activities.clone(), budgets: self.budgets })
    }

    /// Whether one offer uses no more of anything than another.
    fn uses_no_more(&self, one: Offer, other: Offer) -> bool {
        no_more(&self.activities[one.activity as usize], &self.activities[other.activity as usize])
    }

    /// What an offer uses for a whole team.
    pub(super) fn uses(&self, team: usize, offer: usize) -> Amounts {
        let team = &self.teams[team];
        self.activities[team.offers[offer].activity as usize].map(|one| one * i64::from(team.members))
    }

    /// What the chosen offers use in all.
    pub(super) fn totals(&self, chosen: &[u16]) -> Totals {
        let mut totals = [0; RESOURCES];
        for (team, offer) in chosen.iter().enumerate() {
            let uses = self.uses(team, usize::from(*offer));
            totals.iter_mut().zip(uses).for_each(|(total, one)| *total += i128::from(one));
        }
        totals
    }

    /// The value of the chosen offers.
    pub(super) fn gain(&self, chosen: &[u16]) -> i128 {
        let values = self.teams.iter().zip(chosen);
        values.map(|(team, offer)| i128::from(team.value(team.offers[usize::from(*offer)]))).sum()
    }

    /// Whether totals stay within the budgets.
    pub(super) fn holds(&self, totals: &Totals) -> bool {
        totals.iter().zip(&self.budgets).all(|(total, budget)| *total <= i128::from(*budget))
    }
}
