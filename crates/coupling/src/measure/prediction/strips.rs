//! Neighbours in a plane, found without looking at everybody.

/// Points per strip: a balance between strips visited and points passed in each.
const STRIP: usize = 128;

/// Points sorted into strips of equal number along x, and along y within each strip.
///
/// A search walks outwards from a point, strip by strip and then up and down, until nothing nearer
/// can come. Further coordinates do not help to find a point, but count in its distance. All
/// distances are the greatest difference of any coordinate.
#[derive(Clone)]
pub(super) struct Strips {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Further coordinates, in slot order.
    more: Vec<Vec<f64>>,
    /// The point in each slot.
    pub(super) points: Vec<usize>,
    /// Least and greatest x of each strip.
    spans: Vec<(f64, f64)>,
}

/// Point numbers in rising order of value.
pub(super) fn rising(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    order
}

impl Strips {
    /// From coordinates by point; `by_x` is [`rising`] of `x`.
    pub(super) fn new(x: &[f64], y: &[f64], by_x: &[usize], more: &[&[f64]]) -> Self {
        let mut points = by_x.to_vec();
        let mut spans = Vec::with_capacity(points.len().div_ceil(STRIP));
        for strip in points.chunks_mut(STRIP) {
            spans.push((x[strip[0]], x[strip[strip.len() - 1]]));
            strip.sort_unstable_by(|&i, &j| y[i].total_cmp(&y[j]).then(i.cmp(&j)));
        }
        let ordered = |v: &[f64]| points.iter().map(|&i| v[i]).collect();
        let (x, y) = (ordered(x), ordered(y));
        let more = more.iter().map(|v| ordered(v)).collect();
        Self { x, y, more, points, spans }
    }

    /// The same points with other further coordinates.
    pub(super) fn with_more(&self, more: &[&[f64]]) -> Self {
        let ordered = |v: &&[f64]| self.points.iter().map(|&i| v[i]).collect();
        Self { more: more.iter().map(ordered).collect(), ..self.clone() }
    }

    /// Distance from the point in `slot` to its `k`-th nearest neighbour.
    pub(super) fn kth_distance(&self, slot: usize, k: usize, nearest: &mut Vec<f64>) -> f64 {
        nearest.clear();
        nearest.resize(k, f64::INFINITY);
        let more = self.more.len();
        self.walk(slot, |other| {
            let d = self.distance(slot, other, more);
            if d < nearest[k - 1] {
                let at = nearest.partition_point(|&n| n <= d);
                nearest.copy_within(at..k - 1, at + 1);
                nearest[at] = d;
            }
            nearest[k - 1]
        });
        nearest[k - 1]
    }

    /// How many other points are nearer than `radius`, by x, y and the first `more` further ones.
    pub(super) fn count_within(&self, slot: usize, radius: f64, more: usize) -> usize {
        let home = slot / STRIP;
        let (x, y) = (self.x[slot], self.y[slot]);
        let below = self.spans[..home].iter().rev().take_while(|s| x - s.1 < radius).count();
        let above = self.spans[home..].iter().take_while(|s| s.0 - x < radius).count();
        let mut count = 0;
        for strip in home - below..home + above {
            let from = strip * STRIP;
            let to = (from + STRIP).min(self.y.len());
            let column = &self.y[from..to];
            let low = from + column.partition_point(|v| y - v >= radius);
            let high = from + column.partition_point(|v| v - y < radius);
            if low >= high {
                continue;
            }
            let (least, greatest) = self.spans[strip];
            if more == 0 && x - least < radius && greatest - x < radius {
                count += high - low;
            } else {
                let near = |&other: &usize| self.distance(slot, other, more) < radius;
                count += (low..high).filter(near).count();
            }
        }
        // The point itself is among them unless the radius is 0.
        count.saturating_sub(1)
    }

    #[inline(always)]
    fn distance(&self, slot: usize, other: usize, more: usize) -> f64 {
        let mut d = (self.x[slot] - self.x[other]).abs().max((self.y[slot] - self.y[other]).abs());
        for v in &self.more[..more] {
            d = d.max((v[slot] - v[other]).abs());
        }
        d
    }

    /// Shows `each` the other points, nearer ones first as far as strips allow, until none can be
    /// nearer in x and y than the radius `each` last returned.
    #[inline(always)]
    fn walk(&self, slot: usize, mut each: impl FnMut(usize) -> f64) {
        let home = slot / STRIP;
        let mut radius = self.walk_strip(slot, home, f64::INFINITY, &mut each);
        let x = self.x[slot];
        let (mut below, mut above) = (home, home + 1);
        loop {
            let gap_below =
                if below > 0 { (x - self.spans[below - 1].1).max(0.0) } else { f64::INFINITY };
            let gap_above = self.spans.get(above).map_or(f64::INFINITY, |s| (s.0 - x).max(0.0));
            if gap_below.min(gap_above) >= radius {
                return;
            }
            let strip = if gap_below <= gap_above {
                below -= 1;
                below
            } else {
                above += 1;
                above - 1
            };
            radius = self.walk_strip(slot, strip, radius, &mut each);
        }
    }

    #[inline(always)]
    fn walk_strip(
        &self,
        slot: usize,
        strip: usize,
        mut radius: f64,
        each: &mut impl FnMut(usize) -> f64,
    ) -> f64 {
        let y = self.y[slot];
        let (from, to) = (strip * STRIP, ((strip + 1) * STRIP).min(self.y.len()));
        let (down, up) = match slot / STRIP == strip {
            true => (slot, slot + 1),
            false => {
                let at = from + self.y[from..to].partition_point(|&v| v < y);
                (at, at)
            }
        };
        for other in up..to {
            if self.y[other] - y >= radius {
                break;
            }
            radius = each(other);
        }
        for other in (from..down).rev() {
            if y - self.y[other] >= radius {
                break;
            }
            radius = each(other);
        }
        radius
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_looking_at_everybody_finds() {
        let value = |i: u32, salt: u32| f64::from(i.wrapping_mul(salt) >> 22) / 37.0;
        let coordinate = |salt| (0..300).map(|i| value(i, salt)).collect::<Vec<f64>>();
        let (x, y, z) =
            (coordinate(2_654_435_761), coordinate(2_246_822_519), coordinate(3_266_489_917));
        let strips = Strips::new(&x, &y, &rising(&x), &[&z]);
        let mut nearest = Vec::new();
        for slot in 0..300 {
            let i = strips.points[slot];
            let plane = |j: usize| (x[i] - x[j]).abs().max((y[i] - y[j]).abs());
            let others = || (0..300).filter(|&j| j != i);
            let mut all: Vec<f64> = others().map(|j| plane(j).max((z[i] - z[j]).abs())).collect();
            all.sort_by(f64::total_cmp);
            let radius = strips.kth_distance(slot, 4, &mut nearest);
            assert_eq!(radius, all[3]);
            let within = others().filter(|&j| plane(j) < radius).count();
            assert_eq!(strips.count_within(slot, radius, 0), within);
        }
    }
}
