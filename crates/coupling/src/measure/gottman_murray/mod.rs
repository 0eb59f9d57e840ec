//! Gottman and Murray's model of a talk: each person's own steady state, and what the other adds.

mod influence;
mod influence_fit;
mod influence_model;
mod influence_test;
mod point_graph;

pub use influence::{Influence, Piece, Switch};
pub use influence_fit::{
    FitCaveat, InfluenceFit, InfluenceFitOptions, InfluenceShape, PersonFit, fit_influence,
    person_influence,
};
pub use influence_model::{Basins, InfluenceModel, PersonModel, SteadyState};
pub use influence_test::{InfluenceTests, influence_test};
pub use point_graph::{PointGraph, SlopeTest, point_graph, positivity_ratio};
