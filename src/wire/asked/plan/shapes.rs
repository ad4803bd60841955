//! The fields of a plan and their descriptions.

use serde::ser::SerializeMap;

use super::record::{Field, FieldKind, FieldOf, Record, record, shape_of};
use crate::planning::{
    Calendar, Characteristic, Check, ChosenDesign, Closed, Cycle, Evaluation, Evidence, Existing, Goal, Indicator,
    KeyAnswer, LearningNeed, MeetingTime, Need, OwnQuestion, People, Plan, Point, Prices, Revision, Stage, Strategy,
    Support, Waiver,
};
use crate::wire::kit::fields::fields;

record!(Plan {
    id: "The id that links calendars and later versions to this plan",
    title: "The plan's title",
    scope: "The level that the plan is for",
    as_of: "The day of review; progress is reported up to this day",
    extends: "The existing improvement plan that this plan extends",
    needs: "Step 1: what students need",
    characteristics: "Step 2: characteristics of students, staff and school",
    goals: "Step 3: goals for students, educators and the system",
    learning_needs: "Step 4: what educators need to learn",
    designs: "Step 5: the chosen learning designs",
    strategies: "Step 6: strategies",
    indicators: "Steps 3, 6 and 7: the indicators of progress",
    evaluation: "Steps 6 and 7: how the plan is evaluated",
    support: "Step 7: ongoing support",
    people: "Who takes part",
    calendar: "The times available for learning",
    stages: "The stages of the learning; the catalog's stages when omitted",
    cycles: "Cycles of plan, do, check and act",
    prices: "Local prices",
    answers: "Answers to key questions that no other part covers",
    questions: "The team's own questions",
    checks: "The team's answers on what the plan does not show",
    waivers: "Findings that are accepted as they are",
    history: "Changes to the plan, with dates",
});

record!(Existing { name: "The name", aims: "Its aims", owner: "The role responsible for it", until: "The end date" });

record!(Need {
    id: "The id that other parts refer to",
    expected: "What students should know and be able to do",
    missing: "Missing knowledge and skills",
    gap: "The gap: where it is and how large",
    who: "The students most affected",
    all_students: "Whether it concerns all students, not a small group",
    subjects: "Subjects or grades",
    priority: "The priority; 1 is the highest",
    evidence: "The evidence for it",
});

record!(Evidence { kind: "The kind of source", about: "The people it describes", says: "The finding", on: "Its date" });

record!(Characteristic {
    of: "The group that it describes",
    text: "The characteristic",
    factors: "Ids of the profile factors that it concerns",
});

record!(Goal {
    id: "The id that other parts refer to",
    about: "The people it is for",
    text: "The goal",
    by: "The due date",
    follows_from: "Ids of needs or other goals",
    from_existing: "Whether it comes from the improvement plan that this plan extends",
});

record!(LearningNeed {
    id: "The id that other parts refer to",
    kind: "Knowledge, attitudes, skills, aspirations or behaviors",
    text: "What educators need to learn",
    who: "The educators concerned",
    follows_from: "Ids of goals",
    builds_on: "The earlier learning that it builds on",
});

record!(ChosenDesign {
    id: "The id that other parts refer to",
    design: "The id of a learning design in the catalog",
    environment: "The id of an environment; the best one when omitted",
    follows_from: "Ids of learning needs",
    because: "The reason for choosing it",
    after: "Ids of chosen designs that come before it",
    led_by: "The people who lead it",
    protocol: "The protocol that structures its meetings",
    differs_for: "How it varies for different learners",
    hours: "Hours for one teacher, instead of the usual number",
    weeks: "Duration in weeks, instead of the usual number",
});

record!(Strategy {
    id: "The id that other parts refer to",
    text: "The strategy",
    follows_from: "Ids of designs, learning needs or goals",
    after: "Ids of strategies that come before it",
    responsible: "The role responsible for it",
    resources: "The resources it requires",
    from: "The first day",
    until: "The last day",
});

record!(Indicator {
    id: "The id that other parts refer to",
    text: "What the indicator measures",
    level: "The level of evaluation",
    follows_from: "Ids of goals or learning needs",
    kind: "The kind of source",
    gathered_by: "The role that collects the data",
    unit: "The unit of its numbers",
    baseline: "The value at the start",
    baseline_on: "The date of the baseline",
    target: "The value to reach",
    target_on: "The date of the target",
    benchmarks: "Values to reach along the way",
    readings: "Values measured so far",
});

record!(Point { on: "The date", value: "The value", note: "A note" });

record!(Evaluation {
    theory_of_change: "Why the learning should lead to the goals",
    expectations: "The expected changes in educators' practice",
    by: "The people who evaluate",
    uses: "The uses of the evaluation",
    spending_followed: "How spending on the plan is tracked",
});

record!(Support {
    until: "The last day of support",
    forms: "The forms of support",
    feedback: "When educators receive feedback on their practice",
    how: "How teachers receive coaching and feedback",
    next: "The next learning that builds on this",
});

record!(People {
    teachers: "The number of teachers who take part",
    coaches: "The number of coaches",
    planned_by: "The people who plan the learning",
    leaders_take_part: "Whether leaders learn with their staff",
    attendance: "Whether attendance is required",
    left_out: "Grades or subjects without a team",
    norms: "The norms for working together",
    growth_plan: "How it connects to professional growth plans",
    contract_terms: "Relevant contract terms",
    well_being: "How students' well-being is supported",
    initiatives: "The number of initiatives at once, including this one",
});

record!(Calendar {
    time_zone: "The IANA name of the time zone, such as America/Chicago",
    from: "The first day of the school year",
    until: "The last day",
    day_starts: "The start of the contractual working day",
    day_ends: "The end of the contractual working day",
    closed: "Holidays and other days without school",
    meetings: "Times at which the team can meet",
    most_minutes_a_week: "The maximum minutes of learning per week",
    place: "The place of meetings",
});

record!(Closed { name: "The name", from: "The first day", until: "The last day; same as the first when omitted" });

record!(MeetingTime {
    day: "The day of the week",
    at: "The start time",
    minutes: "The length in minutes",
    every_weeks: "The interval in weeks; 1 when omitted",
    on: "A single date, instead of a day of the week",
});

record!(Stage {
    id: "The id that other parts refer to",
    name: "The name",
    content: "The content of the learning",
    from: "The first day",
    until: "The last day",
    follows_from: "Ids of learning needs or goals",
    workshop_minutes: "Minutes of the opening workshop, instead of the usual number; 0 for none",
    online_sessions: "The number of short sessions, instead of the usual number",
    support_meetings: "The number of support meetings, instead of the usual number",
});

record!(Cycle {
    id: "The id that other parts refer to",
    stage: "The id of a stage",
    from: "The first day",
    until: "The last day",
    plan: "What the team plans to try",
    tried: "What the team tried",
    seen: "What the team observed",
    changes: "What the team will change",
    indicators: "Ids of indicators that are reviewed",
});

record!(Prices {
    currency: "The currency, such as USD",
    cover_day: "The price of one day of substitute coverage",
    teacher_hour: "The price of a teacher's hour outside the working day",
    coach_hour: "The price of a coach's hour",
    budget: "The budget",
    funding: "The sources of funding and their conditions",
});

record!(KeyAnswer { question: "The id of a key question, such as study_designs.where_successful", text: "The answer" });

record!(OwnQuestion { step: "The id of a step", question: "The question", answer: "The answer" });

record!(Check {
    id: "A look-for such as data.benchmarks, or a requirement such as implementation.time",
    said: "Whether it is true",
    evidence: "The evidence for it",
});

record!(Waiver {
    finding: "The id of a finding",
    place: "Its place in the plan; all places when omitted",
    reason: "The reason for accepting it",
    by: "The role that accepts it",
    until: "The last day that the waiver applies",
});

record!(Revision {
    revision: "The revision number, higher than the one before",
    on: "The date of the revision",
    by: "The role that made the change",
    change: "What was changed",
});
