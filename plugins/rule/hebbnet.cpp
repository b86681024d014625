// hebbnet -- activity above its running mean, for the most active units only.
//
//   one sample:  c_j = y_j - T_j for the kept units, 0 for the others; d_j = 0; then |W_j| = 1
//   batch:       the same for each sample; T is updated once
//   T, target.kind mean:  mean of y over all earlier samples (zero before the first batch)
//      target.kind ema:   T <- K T + (1 - K) mean_b(y), updated before use (first batch: the mean)
//   Kept, sparsity_of activity: in each sample the units - floor(p units) largest y (+ bias)
//         sparsity_of step:     the units whose step norm over the batch, sqrt(c_j X'X c_j'), is
//                               not below the p-quantile (linear interpolation) of all units
//   sign winner: the kept unit with the largest step norm keeps its sign, the others are negated.
//
// Shapes:  y, c units x batch; X'X batch x batch; T units, a state.
// Expects: finite y.
// Params:  sparsity p in [0, 1), sparsity_of, sign, target.kind, target.keep K in [0, 1],
//          unit_norm.
// Cost:    activity: one selection for each sample; step: one quadratic form per unit,
//          O(units x batch^2).
// Cite:    Gupta, Ambikapathi, Ramasamy, "HebbNet: a simplified Hebbian learning framework to do
//          biologically plausible learning", ICASSP 2021, doi:10.1109/ICASSP39728.2021.9414241.
// Differs: unit norm is Liuson's (2023) addition. `sparsity_of: step`, `sign: winner` and
//          `target: {kind: ema, keep: 0.05}` are what the code behind that paper computed.
#include <algorithm>
#include <hebb/rule.hpp>

class HebbNet {
 public:
  static constexpr hebb::About about{
      "1.0.0", "activity above its running mean, for the most active units only",
      "Gupta, Ambikapathi, Ramasamy, HebbNet, ICASSP 2021, doi:10.1109/ICASSP39728.2021.9414241"};

  static hebb::Parameters<HebbNet> parameters() {
    return {
        hebb::real("sparsity", &HebbNet::sparsity)
            .at_least(0)
            .below(1)
            .doc("share p of the units that get nothing"),
        hebb::choice("sparsity_of", &HebbNet::sparsity_of, "activity|step")
            .doc("activity: per sample, by y; step: per batch, by step norm (as the paper ran it)"),
        hebb::choice("sign", &HebbNet::sign, "none|winner")
            .doc("winner: negate all kept units but the one with the largest step"),
        hebb::choice("target.kind", &HebbNet::target_kind, "mean|ema")
            .doc("T: mean of all earlier y, or a running average"),
        hebb::real("target.keep", &HebbNet::keep)
            .at_least(0)
            .at_most(1)
            .doc("K: share of T that each batch keeps (target.kind ema)"),
        hebb::boolean("unit_norm", &HebbNet::unit_norm)
            .doc("bring every unit to length 1 after each step"),
    };
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("target", HEBB_AXIS_UNIT, "T: running mean of y")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_Y;
    if (needs_norms()) plan.needs |= HEBB_NEED_GRAM;
    plan.unit_norm = unit_norm ? 1 : 0;
  }

  void step(hebb::RuleStep& s) {
    arma::fvec target = s.unit_state(0);
    s.host.row_means(s.y, mean_);
    if (target_is_ema()) s.host.ema(s.index == 0 ? 0.0 : keep, mean_, target);

    for (arma::uword b = 0; b < s.batch; ++b) s.c.col(b) = s.y.col(b) - target;
    if (sparsity_of == SparsityOf::kActivity) silence_least_active(s);
    if (needs_norms()) mask_by_step(s);

    if (!target_is_ema()) {  // the mean of all earlier samples and these
      const auto seen = static_cast<double>(s.samples);
      s.host.ema(seen / (seen + static_cast<double>(s.batch)), mean_, target);
    }
  }

  enum class SparsityOf { kActivity, kStep };
  enum class Sign { kNone, kWinner };
  enum class Target { kMean, kEma };
  double sparsity = 0.8;
  SparsityOf sparsity_of = SparsityOf::kActivity;
  Sign sign = Sign::kNone;
  Target target_kind = Target::kMean;
  double keep = 0.95;
  bool unit_norm = true;

 private:
  bool target_is_ema() const { return target_kind == Target::kEma; }
  bool needs_norms() const { return sparsity_of == SparsityOf::kStep || sign == Sign::kWinner; }

  void silence_least_active(hebb::RuleStep& s) {
    // 0.3 * 10 must count as 3 although the product of doubles can fall just below it.
    const double zeroed = std::floor(sparsity * static_cast<double>(s.units) + 1e-9);
    const arma::uword kept = s.units - static_cast<arma::uword>(zeroed);
    mask_ = s.y;
    mask_.each_col() += s.bias;
    s.host.mask_largest(mask_, kept, mask_);
    s.c %= mask_;
  }

  // The step norms decide who is kept (sparsity_of step) and which sign they get (sign winner).
  void mask_by_step(hebb::RuleStep& s) {
    s.host.quadratic_forms(s.c, s.gram, norms_);
    norms_ = arma::sqrt(norms_) + s.bias;
    const bool by_step = sparsity_of == SparsityOf::kStep;
    const float threshold = by_step ? least_kept(s, norms_, sparsity) : -arma::fdatum::inf;
    s.host.column_winners(norms_, winner_);
    const float others = sign == Sign::kWinner ? -1.0F : 1.0F;
    factor_.set_size(s.units);
    std::transform(norms_.begin(), norms_.end(), factor_.begin(),
                   [=](float norm) { return norm < threshold ? 0.0F : others; });
    factor_(static_cast<arma::uword>(winner_(0))) = 1;
    s.c.each_col() %= factor_;
  }

  // No value below the p-quantile reaches this, all others do. The quantile is linear between order
  // statistics (numpy's default), so only which one is the lower of the two matters, and whether it
  // lies above that.
  float least_kept(const hebb::RuleStep& s, const arma::fvec& values, double p) {
    const double position = p * static_cast<double>(values.n_elem - 1);
    const auto below = static_cast<arma::uword>(position);
    const arma::uword rank = values.n_elem - below;
    s.host.column_kth(values, rank, kth_);
    const float low = kth_(0);
    std::uint32_t larger = 0;
    for (const float value : values) larger += value > low ? 1 : 0;
    const bool is_above = position > static_cast<double>(below) && larger + 1 == rank;
    return is_above ? std::nextafter(low, arma::fdatum::inf) : low;
  }

  arma::fvec mean_, norms_, factor_, kth_;
  arma::Col<std::int32_t> winner_;
  arma::fmat mask_;
};
HEBB_RULE(HebbNet);
