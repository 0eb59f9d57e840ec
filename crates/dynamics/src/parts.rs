/// Where one person's activation at each moment came from, in the person's own units.
///
/// The five parts are signed and add up to the activation itself, moment by moment.
///
/// In plain words: of how high this person stood at this moment, so much was their own, so much
/// was their own come back through the other, so much was picked up from the other, so much came
/// from around both, and so much was left over from before or came with an exercise.
///
/// # Source
/// `docs/mathematics.md` 4; the split into independent sources needs no ordering of the two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parts {
    /// Own shocks with the link between the two switched off: "mine".
    pub own: Vec<f64>,
    /// Own shocks that came back through the other: "mine, returned".
    pub returned: Vec<f64>,
    /// Shocks that entered at the other: "picked up from you".
    pub echo: Vec<f64>,
    /// Shocks and inputs that reached both at once: "from around us".
    pub shared: Vec<f64>,
    /// The state at the start carried forward, known inputs, and the set point.
    pub rest: Vec<f64>,
}

impl Parts {
    /// The five parts at moment `t`, in the order own, returned, echo, shared, rest.
    #[must_use]
    pub fn at(&self, t: usize) -> [f64; 5] {
        [self.own[t], self.returned[t], self.echo[t], self.shared[t], self.rest[t]]
    }

    /// The sum of the five parts at moment `t`: the activation itself.
    #[must_use]
    pub fn total(&self, t: usize) -> f64 {
        self.at(t).iter().sum()
    }

    /// How many moments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.own.len()
    }

    /// Whether there is no moment at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    pub(crate) fn with_capacity(n: usize) -> Self {
        Self {
            own: Vec::with_capacity(n),
            returned: Vec::with_capacity(n),
            echo: Vec::with_capacity(n),
            shared: Vec::with_capacity(n),
            rest: Vec::with_capacity(n),
        }
    }

    pub(crate) fn push(&mut self, parts: [f64; 5]) {
        self.own.push(parts[0]);
        self.returned.push(parts[1]);
        self.echo.push(parts[2]);
        self.shared.push(parts[3]);
        self.rest.push(parts[4]);
    }
}

impl Parts {
    pub(crate) fn add(&mut self, other: &Self) {
        let add = |sum: &mut [f64], x: &[f64]| {
            for (sum, x) in sum.iter_mut().zip(x) {
                *sum += x;
            }
        };
        add(&mut self.own, &other.own);
        add(&mut self.returned, &other.returned);
        add(&mut self.echo, &other.echo);
        add(&mut self.shared, &other.shared);
        add(&mut self.rest, &other.rest);
    }
}
