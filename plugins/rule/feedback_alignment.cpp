// feedback_alignment -- the head's error, sent back through fixed random weights.
//
//   one sample:  e = softmax(head) - one-hot of the label   (the third factor)
//                c_j = -f'(u_j) sum_k B_kj e_k;  d_j = 0
//   batch:       the same for each sample
//   B (classes x units) is drawn once, normal with standard deviation `scale`, and never learns.
//   Gradient descent has the head's own weights in the place of B. For an activation that is not
//   element-wise, f' is the transposed Jacobian.
//
// Shapes:  e classes x batch; B classes x units, a state; c units x batch.
// Expects: a head with one unit for each class under a rule that learns to classify (delta), and an
//          activation with a gradient.
// Params:  scale > 0.
// Cost:    one product, O(units x classes x batch).
// Cite:    Lillicrap, Cownden, Tweed, Akerman, "Random synaptic feedback weights support error
//          backpropagation for deep learning", Nature Communications 7:13276, 2016,
//          doi:10.1038/ncomms13276; straight from the output to the layer: Nokland, "Direct
//          feedback alignment provides learning in deep neural networks", NIPS 2016,
//          arXiv:1609.01596.
// Differs: no bias; with one hidden layer both papers are the same rule.
#include <hebb/rule.hpp>

class FeedbackAlignment {
 public:
  static constexpr hebb::About about{
      "1.0.0", "the head's error through fixed random weights",
      "Lillicrap et al., Nature Communications 2016, doi:10.1038/ncomms13276; Nokland, NIPS 2016"};

  static hebb::Parameters<FeedbackAlignment> parameters() {
    return {hebb::real("scale", &FeedbackAlignment::scale)
                .above(0)
                .schedulable()
                .doc("standard deviation of the feedback weights B")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::random_state("feedback", HEBB_AXIS_CLASS_UNIT,
                               "B / scale: the fixed random weights", 1.0)};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_THIRD | HEBB_NEED_JACOBIAN;
  }

  void step(hebb::RuleStep& s) {
    const arma::fmat feedback =
        hebb::matrix_view(static_cast<float*>(s.raw->states[0]), s.raw->classes, s.units);
    error_.set_size(s.units, s.batch);
    s.host.multiply(feedback, true, s.third, false, error_, -scale);
    s.host.activation_gradient(error_, s.c);
  }

  double scale = 1;

 private:
  arma::fmat error_;  // units x batch
};
HEBB_RULE(FeedbackAlignment);
