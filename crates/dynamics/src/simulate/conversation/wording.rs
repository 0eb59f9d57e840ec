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

/// How warm or hard the words of a simulated conversation are: its own little lexicon, made with it
/// and of no use for anything else.
pub const TALK_LEXICON: [(&str, f64); 59] = [
    ("love", 3.0),
    ("loved", 3.0),
    ("nice", 2.0),
    ("thank", 1.5),
    ("thanks", 2.0),
    ("great", 3.0),
    ("happy", 2.5),
    ("well", 1.0),
    ("glad", 2.0),
    ("enjoy", 2.0),
    ("fun", 2.0),
    ("good", 2.0),
    ("lovely", 2.5),
    ("kind", 2.5),
    ("appreciate", 2.0),
    ("yes", 1.5),
    ("like", 1.5),
    ("beautiful", 3.0),
    ("trust", 2.0),
    ("pleasant", 2.0),
    ("pleased", 2.0),
    ("perfect", 2.5),
    ("help", 1.5),
    ("really", 0.0),
    ("together", 0.5),
    ("morning", 0.0),
    ("roses", 0.0),
    ("terrible", -2.0),
    ("hate", -2.5),
    ("bad", -2.5),
    ("annoys", -2.0),
    ("awful", -2.0),
    ("wrong", -2.0),
    ("angry", -2.5),
    ("ruined", -2.0),
    ("horrible", -2.5),
    ("mess", -1.5),
    ("upset", -1.5),
    ("stupid", -2.5),
    ("mistake", -1.5),
    ("sick", -2.0),
    ("ugly", -2.0),
    ("worst", -3.0),
   
    ("annoying", -2.0),
    ("disappointed", -2.0),
    ("failure", -2.0),
    ("hurts", -2.0),
    ("sad", -2.0),
    ("dislike", -1.5),
    ("dreadful", -2.0),
    ("unhappy", -2.0),
    ("again", 0.0),
    ("no", -1.0),
    ("fence", 0.0),
    ("gate", 0.0),
    ("water", 0.0),
    ("beds", 0.0),
    ("idea", 0.0),
    ("looks", 0.0),
];

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
    "The worst part is the jammed gate, it is so annoying.",
    "I am disappointed, it was a failure.",
    "That hurts, and it makes me sad.",
    "I dislike this, it is dreadful.",
    "It was wrong and I am unhappy about it.",
];
