use crate::random::Draws;

/// Invented words of a kind: friendly (1), plain (0) or cool (−1). They are about a garden, so that
/// nobody finds themselves in them.
pub(super) fn words(valence: f64, draws: &mut Draws) -> &'static str {
    let kind = match valence {
        v if v > 0.5 => &FRIENDLY,
        v if v < -0.5 => &COOL,
        _ => &PLAIN,
    };
    kind[draws.below(kind.len())]
}

const FRIENDLY: [&str; 12] = [
    "I love how nice the roses look, thank you for that.",
    "That is a great idea, I am happy with it.",
    "You did that so well, it makes me glad.",
    "I enjoy it when we do this together, it is fun.",
    "Good, that sounds lovely to me.",
    "Thanks, that is kind of you, and I appreciate it.",
    "I am glad you said that, it feels good.",
    "Yes, great, I would really like that.",
    "That was a beautiful morning, I loved it.",
    "I trust you with the apple tree, you are good at it.",
    "What a pleasant thought, I am pleased.",
    "Perfect, I am happy to help you with that.",
];

const PLAIN: [&str; 12] = [
    "The beans go in the second row.",
    "We bought the pots on Tuesday.",
    "The hose is behind the shed.",
    "There are about twenty bulbs in the bag.",
    "It rained until four in the afternoon.",
    "The ladder is at the neighbours'.",
    "I moved the bench to the other side.",
    "The gate opens to the left.",
    "We have two bags of soil.",
    "The path runs along the wall.",
    "The seeds came by post.",
    "It is about three metres wide.",
];

const COOL: [&str; 12] = [
    "That is terrible, I hate how this looks.",
    "No, that is a bad idea and it annoys me.",
    "This is awful, it went wrong again.",
    "I am angry about the ruined beds.",
    "It is a horrible mess, and I am upset.",
    "That was a stupid mistake with the water.",
    "I am sick of this ugly fence.",
    "The worst part is the broken gate, it is so annoying.",
    "I am disappointed, it was a failure.",
    "That hurts, and it makes me sad.",
    "I dislike this, it is dreadful.",
    "It was wrong and I am unhappy about it.",
];
