// statistics -- the header that metrics share, on cases computed by hand.
#include <hebb/statistics.hpp>

#include <catch2/catch.hpp>
#include <vector>

TEST_CASE("statistics: the Gini coefficient of hand-computed cases, in any order") {
  CHECK(hebb::gini({0, 0, 1, 3}) == Approx(0.625).epsilon(1e-12));
  CHECK(hebb::gini({3, 0, 1, 0}) == Approx(0.625).epsilon(1e-12));
  CHECK(hebb::gini({2, 2, 2}) == Approx(0).margin(1e-12));
  CHECK(hebb::gini({0, 0, 0, 7}) == Approx(0.75).epsilon(1e-12));
  CHECK(std::isnan(hebb::gini({0, 0})));
  for (arma::uword zeros = 0; zeros < 10; ++zeros) {
    arma::vec values(10, arma::fill::ones);
    values.head(zeros).zeros();
    CHECK(hebb::gini(values) == Approx(static_cast<double>(zeros) / 10).margin(1e-12));
  }
}

TEST_CASE("statistics: an order that is kept changes nothing") {
  arma::uvec order;
  CHECK(hebb::gini({3, 1, 0, 0}, order) == Approx(0.625));
  CHECK(hebb::gini({0, 0, 1, 3}, order) == Approx(0.625));
  CHECK(hebb::gini({1, 1, 2}, order) == Approx(1.0 / 6).epsilon(1e-12));
}

TEST_CASE("statistics: a Lorenz curve has the hand-computed points") {
  // Sorted 0 0 1 3: the lower halves have nothing, three quarters a quarter.
  const arma::vec curve = hebb::lorenz_curve({3, 0, 1, 0}, 9);
  const std::vector<double> wanted{0, 0, 0, 0, 0, 0.125, 0.25, 0.625, 1};
  REQUIRE(curve.n_elem == wanted.size());
  for (arma::uword i = 0; i < 9; ++i) CHECK(curve(i) == Approx(wanted[i]).margin(1e-12));
  CHECK(hebb::lorenz_curve({0, 0}, 9).is_empty());
}

TEST_CASE("statistics: twice the area between Lorenz curve and diagonal is the Gini coefficient") {
  // The grid holds every corner of the curve, so that the trapezoids are exact.
  const arma::vec values{4, 1, 0.5, 7, 2};
  const arma::vec curve = hebb::lorenz_curve(values, 6);
  double area = 0;
  for (arma::uword i = 0; i + 1 < 6; ++i) area += (curve(i) + curve(i + 1)) / 2 / 5;
  CHECK(1 - 2 * area == Approx(hebb::gini(values)).epsilon(1e-12));
}

TEST_CASE("statistics: quantiles are linear between order statistics") {
  const arma::vec sorted{1, 2, 4, 8, 16};
  CHECK(hebb::quantile(sorted, 0) == 1);
  CHECK(hebb::quantile(sorted, 0.5) == 4);
  CHECK(hebb::quantile(sorted, 0.625) == Approx(6));
  CHECK(hebb::quantile(sorted, 1) == 16);
  CHECK(hebb::quantile({3}, 0.95) == 3);
}

TEST_CASE("statistics: Benjamini and Hochberg's own example rejects the four smallest of 15") {
  // Their section 2.3: myocardial infarction, level .05.
  const arma::vec p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const arma::uvec rejected = hebb::rejected(p, 0.05);
  CHECK(arma::accu(rejected) == 4);
  CHECK(arma::accu(rejected.head(4)) == 4);
}

TEST_CASE("statistics: a p-value above its own bound falls with a larger one below its bound") {
  // Bounds .0125 .025 .0375 .05: the first is above its bound, the last at its own.
  CHECK(arma::accu(hebb::rejected({0.05, 0.04, 0.03, 0.02}, 0.05)) == 4);
  CHECK(arma::accu(hebb::rejected({0.06, 0.04, 0.03, 0.02}, 0.05)) == 0);
}
