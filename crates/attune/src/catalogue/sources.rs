//! The publications behind the measures.

use super::Citation;

macro_rules! source {
    ($name:ident, $key:literal, $authors:literal, $short:literal, $title:literal, $place:literal, $year:literal, $doi:literal) => {
        pub(super) const $name: Citation = Citation {
            key: $key,
            authors: $authors,
            short: $short,
            title: $title,
            place: $place,
            year: $year,
            doi: $doi,
        };
    };
}

source!(
    ZBILUT_1998,
    "zbilut1998",
    "Zbilut, Joseph P. and Giuliani, Alessandro and Webber, Charles L.",
    "Zbilut et al.",
    "Detecting deterministic signals in exceptionally noisy environments using cross-recurrence quantification",
    "Physics Letters A",
    "1998",
    "10.1016/S0375-9601(98)00457-5"
);
source!(
    MARWAN_2002,
    "marwan2002",
    "Marwan, Norbert and Kurths, Jürgen",
    "Marwan & Kurths",
    "Nonlinear analysis of bivariate data with cross recurrence plots",
    "Physics Letters A",
    "2002",
    "10.1016/S0375-9601(02)01170-2"
);
source!(
    WALLOT_2016,
    "wallot2016",
    "Wallot, Sebastian and Roepstorff, Andreas and Mønster, Dan",
    "Wallot et al.",
    "Multidimensional recurrence quantification analysis (MdRQA) for the analysis of multidimensional time-series: A software implementation in MATLAB and its application to group-level data in joint action",
    "Frontiers in Psychology",
    "2016",
    "10.3389/fpsyg.2016.01835"
);
source!(
    RICHARDSON_2005,
    "richardson2005",
    "Richardson, Daniel C. and Dale, Rick",
    "Richardson & Dale",
    "Looking to understand: The coupling between speakers' and listeners' eye movements and its relationship to discourse comprehension",
    "Cognitive Science",
    "2005",
    "10.1207/s15516709cog0000_29"
);
source!(
    GRANGER_1969,
    "granger1969",
    "Granger, Clive W. J.",
    "Granger",
    "Investigating causal relations by econometric models and cross-spectral methods",
    "Econometrica",
    "1969",
    "10.2307/1912791"
);
source!(
    BARNETT_2009,
    "barnett2009",
    "Barnett, Lionel and Barrett, Adam B. and Seth, Anil K.",
    "Barnett et al.",
    "Granger causality and transfer entropy are equivalent for Gaussian variables",
    "Physical Review Letters",
    "2009",
    "10.1103/PhysRevLett.103.238701"
);
source!(
    SCHREIBER_2000,
    "schreiber2000",
    "Schreiber, Thomas",
    "Schreiber",
    "Measuring information transfer",
    "Physical Review Letters",
    "2000",
    "10.1103/PhysRevLett.85.461"
);
source!(
    KRASKOV_2004,
    "kraskov2004",
    "Kraskov, Alexander and Stögbauer, Harald and Grassberger, Peter",
    "Kraskov et al.",
    "Estimating mutual information",
    "Physical Review E",
    "2004",
    "10.1103/PhysRevE.69.066138"
);
source!(
    FRENZEL_2007,
    "frenzel2007",
    "Frenzel, Stefan and Pompe, Bernd",
    "Frenzel & Pompe",
    "Partial mutual information for coupling analysis of multivariate time series",
    "Physical Review Letters",
    "2007",
    "10.1103/PhysRevLett.99.204101"
);
source!(
    COOK_2005,
    "cook2005",
    "Cook, William L. and Kenny, David A.",
    "Cook & Kenny",
    "The actor–partner interdependence model: A model of bidirectional effects in developmental studies",
    "International Journal of Behavioral Development",
    "2005",
    "10.1080/01650250444000405"
);
source!(
    QUIAN_QUIROGA_2002,
    "quianquiroga2002",
    "Quian Quiroga, Rodrigo and Kreuz, Thomas and Grassberger, Peter",
    "Quian Quiroga et al.",
    "Event synchronization: A simple and fast method to measure synchronicity and time delay patterns",
    "Physical Review E",
    "2002",
    "10.1103/PhysRevE.66.041904"
);
source!(
    ALLISON_1982,
    "allison1982",
    "Allison, Paul D. and Liker, Jeffrey K.",
    "Allison & Liker",
    "Analyzing sequential categorical data on dyadic interaction: A comment on Gottman",
    "Psychological Bulletin",
    "1982",
    "10.1037/0033-2909.91.2.393"
);
source!(
    BAKEMAN_2011,
    "bakeman2011",
    "Bakeman, Roger and Quera, Vicenç",
    "Bakeman & Quera",
    "Sequential analysis and observational methods for the behavioral sciences",
    "Cambridge University Press",
    "2011",
    "10.1017/CBO9781139017343"
);
source!(
    FUCHS_2017,
    "fuchs2017",
    "Fuchs, Peter and Nussbeck, Fridtjof W. and Meuwly, Nathalie and Bodenmann, Guy",
    "Fuchs et al.",
    "Analyzing dyadic sequence data: Research questions and implied statistical models",
    "Frontiers in Psychology",
    "2017",
    "10.3389/fpsyg.2017.00429"
);
source!(
    LEWIS_1999,
    "lewis1999",
    "Lewis, Marc D. and Lamey, Alex V. and Douglas, Lori",
    "Lewis et al.",
    "A new dynamic systems method for the analysis of early socioemotional development",
    "Developmental Science",
    "1999",
    "10.1111/1467-7687.00090"
);
source!(
    HOLLENSTEIN_2013,
    "hollenstein2013",
    "Hollenstein, Tom",
    "Hollenstein",
    "State space grids: Depicting dynamics across development",
    "Springer",
    "2013",
    "10.1007/978-1-4614-5007-8"
);
source!(
    TRONICK_1989,
    "tronick1989",
    "Tronick, Edward Z. and Cohn, Jeffrey F.",
    "Tronick & Cohn",
    "Infant-mother face-to-face interaction: Age and gender differences in coordination and the occurrence of miscoordination",
    "Child Development",
    "1989",
    "10.2307/1131074"
);
source!(
    KAPLAN_1958,
    "kaplan1958",
    "Kaplan, Edward L. and Meier, Paul",
    "Kaplan & Meier",
    "Nonparametric estimation from incomplete observations",
    "Journal of the American Statistical Association",
    "1958",
    "10.1080/01621459.1958.10501452"
);
source!(
    RABINER_1989,
    "rabiner1989",
    "Rabiner, Lawrence R.",
    "Rabiner",
    "A tutorial on hidden Markov models and selected applications in speech recognition",
    "Proceedings of the IEEE",
    "1989",
    "10.1109/5.18626"
);
source!(
    BIERNACKI_2000,
    "biernacki2000",
    "Biernacki, Christophe and Celeux, Gilles and Govaert, Gérard",
    "Biernacki et al.",
    "Assessing a mixture model for clustering with the integrated completed likelihood",
    "IEEE Transactions on Pattern Analysis and Machine Intelligence",
    "2000",
    "10.1109/34.865189"
);
source!(
    BOKER_2002,
    "boker2002",
    "Boker, Steven M. and Rotondo, Jennifer L. and Xu, Minquan and King, Kadijah",
    "Boker et al.",
    "Windowed cross-correlation and peak picking for the analysis of variability in the association between behavioral time series",
    "Psychological Methods",
    "2002",
    "10.1037/1082-989X.7.3.338"
);
source!(
    TSCHACHER_2020,
    "tschacher2020",
    "Tschacher, Wolfgang and Meier, Deborah",
    "Tschacher & Meier",
    "Physiological synchrony in psychotherapy sessions",
    "Psychotherapy Research",
    "2020",
    "10.1080/10503307.2019.1612114"
);
source!(
    WELCH_1967,
    "welch1967",
    "Welch, Peter D.",
    "Welch",
    "The use of fast Fourier transform for the estimation of power spectra: A method based on time averaging over short, modified periodograms",
    "IEEE Transactions on Audio and Electroacoustics",
    "1967",
    "10.1109/TAU.1967.1161901"
);
source!(
    LACHAUX_1999,
    "lachaux1999",
    "Lachaux, Jean-Philippe and Rodriguez, Eugenio and Martinerie, Jacques and Varela, Francisco J.",
    "Lachaux et al.",
    "Measuring phase synchrony in brain signals",
    "Human Brain Mapping",
    "1999",
    "10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C"
);
source!(
    COOK_1995,
    "cook1995",
    "Cook, Julian and Tyson, Rebecca and White, Jane and Rushe, Regina and Gottman, John M. and Murray, James D.",
    "Cook et al.",
    "Mathematics of marital conflict: Qualitative dynamic mathematical modeling of marital interaction",
    "Journal of Family Psychology",
    "1995",
    "10.1037/0893-3200.9.2.110"
);
source!(
    GOTTMAN_2002,
    "gottman2002",
    "Gottman, John M. and Murray, James D. and Swanson, Catherine C. and Tyson, Rebecca and Swanson, Kristin R.",
    "Gottman et al.",
    "The mathematics of marriage: Dynamic nonlinear models",
    "MIT Press",
    "2002",
    ""
);
source!(
    LAZARUS_2018,
    "lazarus2018",
    "Lazarus, Eben and Lewis, Daniel J. and Stock, James H. and Watson, Mark W.",
    "Lazarus et al.",
    "HAR inference: Recommendations for practice",
    "Journal of Business & Economic Statistics",
    "2018",
    "10.1080/07350015.2018.1506926"
);
source!(
    FISCHER_2012,
    "fischer2012",
    "Fischer, Agneta H. and Becker, Daniela and Veenstra, Lotte",
    "Fischer et al.",
    "Emotional mimicry in social context: The case of disgust and pride",
    "Frontiers in Psychology",
    "2012",
    "10.3389/fpsyg.2012.00475"
);
source!(
    STIVERS_2009,
    "stivers2009",
    "Stivers, Tanya and Enfield, N. J. and Brown, Penelope and Englert, Christina and Hayashi, Makoto and Heinemann, Trine and Hoymann, Gertie and Rossano, Federico and de Ruiter, Jan Peter and Yoon, Kyung-Eun and Levinson, Stephen C.",
    "Stivers et al.",
    "Universals and cultural variation in turn-taking in conversation",
    "Proceedings of the National Academy of Sciences",
    "2009",
    "10.1073/pnas.0903616106"
);
source!(
    LEVITAN_2011,
    "levitan2011",
    "Levitan, Rivka and Hirschberg, Julia",
    "Levitan & Hirschberg",
    "Measuring acoustic-prosodic entrainment with respect to multiple levels and dimensions",
    "Interspeech 2011",
    "2011",
    ""
);
source!(
    IRELAND_2010,
    "ireland2010",
    "Ireland, Molly E. and Pennebaker, James W.",
    "Ireland & Pennebaker",
    "Language style matching in writing: Synchrony in essays, correspondence, and poetry",
    "Journal of Personality and Social Psychology",
    "2010",
    "10.1037/a0020386"
);
source!(
    IRELAND_2011,
    "ireland2011",
    "Ireland, Molly E. and Slatcher, Richard B. and Eastwick, Paul W. and Scissors, Lauren E. and Finkel, Eli J. and Pennebaker, James W.",
    "Ireland et al.",
    "Language style matching predicts relationship initiation and stability",
    "Psychological Science",
    "2011",
    "10.1177/0956797610392928"
);
source!(
    KARAN_2019,
    "karan2019",
    "Karan, Alexander and Rosenthal, Robert and Robbins, Megan L.",
    "Karan et al.",
    "Meta-analytic evidence that we-talk predicts relationship and personal functioning in romantic couples",
    "Journal of Social and Personal Relationships",
    "2019",
    "10.1177/0265407518795336"
);
source!(
    FRASER_1986,
    "fraser1986",
    "Fraser, Andrew M. and Swinney, Harry L.",
    "Fraser & Swinney",
    "Independent coordinates for strange attractors from mutual information",
    "Physical Review A",
    "1986",
    "10.1103/PhysRevA.33.1134"
);
source!(
    KENNEL_1992,
    "kennel1992",
    "Kennel, Matthew B. and Brown, Reggie and Abarbanel, Henry D. I.",
    "Kennel et al.",
    "Determining embedding dimension for phase-space reconstruction using a geometrical construction",
    "Physical Review A",
    "1992",
    "10.1103/PhysRevA.45.3403"
);
source!(
    MARWAN_2007,
    "marwan2007",
    "Marwan, Norbert and Romano, M. Carmen and Thiel, Marco and Kurths, Jürgen",
    "Marwan et al.",
    "Recurrence plots for the analysis of complex systems",
    "Physics Reports",
    "2007",
    "10.1016/j.physrep.2006.11.001"
);
