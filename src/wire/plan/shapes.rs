//! The fields of a plan, with what each holds.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::super::reader::Place;
use super::record::{Field, FieldKind, FieldOf, Record, record};
use crate::planning::{
    Calendar, Characteristic, Check, ChosenDesign, Closed, Cycle, Evaluation, Evidence, Existing, Goal, Indicator,
    KeyAnswer, LearningNeed, MeetingTime, Need, OwnQuestion, People, Plan, Point, Prices, Revision, Stage, Strategy,
    Support, Waiver,
};

record!(Plan {
    id: "Ties calendars and later versions to this plan",
    title: "What the plan is called",
    scope: "Whom it is for",
    as_of: "The day on which the plan is looked at; progress is told up to it",
    extends: "The improvement plan that exists and that this one adds to",
    needs: "Step 1: what pupils need",
    characteristics: "Step 2: what is particular here",
    goals: "Step 3: what is to be better, for pupils, educators and the system",
    learning_needs: "Step 4: what educators need to learn",
    designs: "Step 5: the learning designs that were chosen",
    strategies: "Step 6: what is done",
    indicators: "Steps 3, 6 and 7: by what progress is seen",
    evaluation: "Steps 6 and 7: how the plan is judged",
    support: "Step 7: the help that goes on",
    people: "Who takes part",
    calendar: "When there is time",
    stages: "The stages of the learning; those of the catalogue when left out",
    cycles: "Turns of plan, do, check and act",
    prices: "What things cost here",
    answers: "Answers to key questions that no other part answers",
    questions: "Questions of the team's own",
    checks: "What the team says of what no plan shows",
    waivers: "Findings that are accepted as they are",
    history: "What was changed and when",
});

record!(Existing {
    name: "What it is called",
    aims: "What it aims at",
    owner: "Who answers for it, as a role",
    until: "The day on which it ends",
});

record!(Need {
    id: "By which other parts name it",
    expected: "What pupils should know and be able to do",
    missing: "Knowledge and skills that are missing",
    gap: "Where the gap lies and how large it is",
    who: "Which pupils are affected most",
    all_students: "Whether all pupils are meant, and not a small part",
    subjects: "Subjects or grades",
    priority: "1 is the highest",
    evidence: "What it rests on",
});

record!(Evidence { kind: "Where it comes from", about: "Whom it is about", says: "What it says", on: "The day of it" });

record!(Characteristic {
    of: "Whose characteristic it is",
    text: "What is particular",
    factors: "Ids of the factors of the profile that it speaks of",
});

record!(Goal {
    id: "By which other parts name it",
    about: "For whom it is",
    text: "What is to be reached",
    by: "The day by which",
    follows_from: "Ids of needs or other goals",
    from_existing: "Whether it stands in the improvement plan that this one extends",
});

record!(LearningNeed {
    id: "By which other parts name it",
    kind: "Knowledge, attitudes, skills, aspirations or behaviors",
    text: "What educators need to learn",
    who: "Which educators",
    follows_from: "Ids of goals",
    builds_on: "What was learned before that it builds on",
});

record!(ChosenDesign {
    id: "By which other parts name it",
    design: "The id of a learning design of the catalogue",
    environment: "The id of an environment; the best one when left out",
    follows_from: "Ids of learning needs",
    because: "Why it was chosen",
    after: "Ids of chosen designs that come before it",
    led_by: "Who leads it",
    protocol: "What structures its meetings",
    differs_for: "How it differs for different learners",
    hours: "Hours for one teacher, in place of what is usual",
    weeks: "Weeks that it runs, in place of what is usual",
});

record!(Strategy {
    id: "By which other parts name it",
    text: "What is done",
    follows_from: "Ids of designs, learning needs or goals",
    after: "Ids of strategies that come before it",
    responsible: "Who answers for it, as a role",
    resources: "What it takes",
    from: "The first day",
    until: "The last day",
});

record!(Indicator {
    id: "By which other parts name it",
    text: "What is looked at",
    level: "The level of evaluation that it speaks of",
    follows_from: "Ids of goals or learning needs",
    kind: "Where it comes from",
    gathered_by: "Who gathers it",
    unit: "The unit of its numbers",
    baseline: "Where it stood at the start",
    baseline_on: "The day of the start",
    target: "Where it should stand in the end",
    target_on: "The day of the end",
    benchmarks: "Where it should stand on the way",
    readings: "What was seen",
});

record!(Point { on: "The day", value: "The number", note: "A remark" });

record!(Evaluation {
    theory_of_change: "Why the learning should lead to the goals",
    expectations: "What is expected of educators' practice",
    by: "Who evaluates",
    uses: "What the evaluation is used for",
    spending_followed: "How what the plan spends is followed",
});

record!(Support {
    until: "The day until which there is help",
    forms: "Which help there is",
    feedback: "When educators hear how their practice comes along",
    how: "How teachers receive coaching and feedback",
    next: "What is learned afterwards, building on this",
});

record!(People {
    teachers: "How many teachers learn",
    coaches: "How many coaches there are",
    planned_by: "Who plans the learning",
    leaders_take_part: "Whether leaders learn with their staff",
    attendance: "Whether one has to take part",
    left_out: "Grades or subjects without a team",
    norms: "The rules of working together",
    growth_plan: "How it is part of growth plans",
    contract_terms: "What contracts say of it",
    well_being: "How pupils' well-being is looked after",
    initiatives: "How many initiatives run at once, with this one",
});

record!(Calendar {
    time_zone: "The IANA name of the time zone, as America/Chicago",
    from: "The first day of the school year",
    until: "The last day",
    day_starts: "When the contractual working day begins",
    day_ends: "When it ends",
    closed: "Holidays and other days without school",
    meetings: "Times at which the team can meet",
    most_minutes_a_week: "The most minutes of learning in one week",
    place: "Where meetings are",
});

record!(Closed { name: "What it is called", from: "The first day", until: "The last day; the first when left out" });

record!(MeetingTime {
    day: "The day of the week",
    at: "When it begins",
    minutes: "How long it is",
    every_weeks: "Every how many weeks; 1 when left out",
    on: "A single day, in place of a day of the week",
});

record!(Stage {
    id: "By which other parts name it",
    name: "What it is called",
    content: "What is learned in it",
    from: "The first day",
    until: "The last day",
    follows_from: "Ids of learning needs or goals",
    workshop_minutes: "Minutes of the workshop that opens it, in place of what is usual; 0 for none",
    online_sessions: "How many short sessions it has, in place of what is usual",
    support_meetings: "How many support meetings it has, in place of what is usual",
});

record!(Cycle {
    id: "By which other parts name it",
    stage: "The id of a stage",
    from: "The first day",
    until: "The last day",
    plan: "What is to be tried",
    tried: "What was tried",
    seen: "What was seen",
    changes: "What changes",
    indicators: "Ids of indicators that are looked at",
});

record!(Prices {
    currency: "As USD",
    cover_day: "A day of cover",
    teacher_hour: "A teacher's hour outside the working day",
    coach_hour: "A coach's hour",
    budget: "What can be spent",
    funding: "Where the money comes from and what it is tied to",
});

record!(KeyAnswer { question: "The id of a key question, as study_designs.where_successful", text: "The answer" });

record!(OwnQuestion { step: "The id of a step", question: "The question", answer: "The answer" });

record!(Check {
    id: "A look-for, as data.benchmarks, or a requirement, as implementation.time",
    said: "Whether it is so",
    evidence: "What shows it",
});

record!(Waiver {
    finding: "The id of a finding",
    place: "Its place in the plan; all places when left out",
    reason: "Why it is accepted",
    by: "Who accepts it, as a role",
    until: "The last day of it",
});

record!(Revision {
    revision: "Its number; each is higher than the one before",
    on: "The day of it",
    by: "Who made it, as a role",
    change: "What was changed",
});
