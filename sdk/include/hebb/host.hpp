// hebb/host -- the host's services with Armadillo views, and how a plugin fails.
#pragma once

#include <hebb/plugin.h>

#include <armadillo>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

namespace hebb {

// Thrown by a plugin to end the run with a message: what, where, got, wanted.
class Failure : public std::runtime_error {
 public:
  explicit Failure(const std::string& message, std::int32_t status = HEBB_ERROR,
                   std::int32_t param = -1, std::int64_t unit = -1)
      : std::runtime_error(message), status_(status), param_(param), unit_(unit) {}
  std::int32_t status() const { return status_; }
  std::int32_t param() const { return param_; }
  std::int64_t unit() const { return unit_; }

 private:
  std::int32_t status_;
  std::int32_t param_;
  std::int64_t unit_;
};

// Views of host memory: no copy, fixed size. A pointer that the host did not give is an empty view.
inline const arma::fmat matrix_view(const float* values, arma::uword rows, arma::uword columns) {
  const bool given = values != nullptr;
  return arma::fmat(const_cast<float*>(values), given ? rows : 0, given ? columns : 0, false, true);
}
inline arma::fmat matrix_view(float* values, arma::uword rows, arma::uword columns) {
  const bool given = values != nullptr;
  return arma::fmat(values, given ? rows : 0, given ? columns : 0, false, true);
}
template <class Element>
arma::Col<Element> vector_view(Element* values, arma::uword count) {
  return arma::Col<Element>(values, values != nullptr ? count : 0, false, true);
}
template <class Element>
const arma::Col<Element> vector_view(const Element* values, arma::uword count) {
  return arma::Col<Element>(const_cast<Element*>(values), values != nullptr ? count : 0, false,
                            true);
}

// The services of hebb_host. All shapes are checked; results do not depend on the number of
// threads. `out` must have the shape that is named.
class Host {
 public:
  explicit Host(const hebb_host* host) : host_(host) {}

  void log(const std::string& message) const { host_->log(host_, HEBB_LOG_INFO, message.c_str()); }
  void warn(const std::string& message) const {
    host_->log(host_, HEBB_LOG_WARNING, message.c_str());
  }
  bool cancelled() const { return host_->cancelled(host_) != 0; }

  // out (same shape) <- softmax of scale * in, column by column.
  void softmax(const arma::fmat& in, double scale, arma::fmat& out) const {
    same_shape(in, out, "softmax");
    host_->softmax(host_, in.n_rows, in.n_cols, static_cast<float>(scale), in.memptr(),
                   out.memptr());
  }
  void exp(const arma::fmat& in, arma::fmat& out) const {
    same_shape(in, out, "exp");
    host_->exp(host_, in.n_elem, in.memptr(), out.memptr());
  }
  void tanh(const arma::fmat& in, arma::fmat& out) const {
    same_shape(in, out, "tanh");
    host_->tanh(host_, in.n_elem, in.memptr(), out.memptr());
  }
  // winners (columns of in) <- row of each column's largest entry, the lowest on a tie.
  void column_winners(const arma::fmat& in, arma::Col<std::int32_t>& winners) const {
    winners.set_size(in.n_cols);
    host_->column_winners(host_, in.n_rows, in.n_cols, in.memptr(), winners.memptr());
  }
  // top (k x columns of in) <- rows of each column's k largest entries, largest first.
  void column_ranks(const arma::fmat& in, arma::uword k, arma::Mat<std::int32_t>& top) const {
    top.set_size(k, in.n_cols);
    host_->column_ranks(host_, in.n_rows, in.n_cols, k, in.memptr(), top.memptr());
  }
  // values (columns of in) <- each column's k-th largest entry, k from 1.
  void column_kth(const arma::fmat& in, arma::uword k, arma::fvec& values) const {
    values.set_size(in.n_cols);
    host_->column_kth(host_, in.n_rows, in.n_cols, k, in.memptr(), values.memptr());
  }
  // mask (like in, which it may be) <- 1 for the k largest entries of each column, else 0.
  void mask_largest(const arma::fmat& in, arma::uword k, arma::fmat& mask) const {
    mask.set_size(in.n_rows, in.n_cols);
    host_->mask_largest(host_, in.n_rows, in.n_cols, k, in.memptr(), mask.memptr());
  }
  // out (rows) <- mean over the columns.
  void row_means(const arma::fmat& in, arma::fvec& out) const {
    out.set_size(in.n_rows);
    host_->row_means(host_, in.n_rows, in.n_cols, in.memptr(), out.memptr());
  }
  // out (rows) <- sum over the columns of a o b.
  void row_dots(const arma::fmat& a, const arma::fmat& b, arma::fvec& out) const {
    same_shape(a, b, "row_dots");
    out.set_size(a.n_rows);
    host_->row_dots(host_, a.n_rows, a.n_cols, a.memptr(), b.memptr(), out.memptr());
  }
  // out (rows of c) <- c_j G c_j'.
  void quadratic_forms(const arma::fmat& c, const arma::fmat& gram, arma::fvec& out) const {
    if (gram.n_rows != c.n_cols || gram.n_cols != c.n_cols) {
      throw Failure("quadratic_forms: the Gram matrix is " + std::to_string(gram.n_rows) + " x " +
                    std::to_string(gram.n_cols) + ", c has " + std::to_string(c.n_cols) +
                    " columns");
    }
    out.set_size(c.n_rows);
    host_->quadratic_forms(host_, c.n_rows, c.n_cols, c.memptr(), gram.memptr(), out.memptr());
  }
  // average <- keep * average + (1 - keep) * value.
  void ema(double keep, const arma::fvec& value, arma::fvec& average) const {
    same_shape(value, average, "ema");
    host_->ema(host_, value.n_elem, static_cast<float>(keep), value.memptr(), average.memptr());
  }
  // c <- alpha op(a) op(b) + beta c, with op the transpose where asked.
  void multiply(const arma::fmat& a, bool transpose_a, const arma::fmat& b, bool transpose_b,
                arma::fmat& c, double alpha = 1, double beta = 0) const {
    const arma::uword rows = transpose_a ? a.n_cols : a.n_rows;
    const arma::uword inner = transpose_a ? a.n_rows : a.n_cols;
    const arma::uword columns = transpose_b ? b.n_rows : b.n_cols;
    if (inner != (transpose_b ? b.n_cols : b.n_rows) || c.n_rows != rows || c.n_cols != columns) {
      throw Failure("multiply: the shapes of a, b and c do not fit");
    }
    host_->sgemm(host_, transpose_a ? 1 : 0, transpose_b ? 1 : 0, rows, columns, inner,
                 static_cast<float>(alpha), a.memptr(), b.memptr(), static_cast<float>(beta),
                 c.memptr());
  }
  // out (units x batch) <- J'v for each sample.
  void activation_gradient(const arma::fmat& v, arma::fmat& out) const {
    same_shape(v, out, "activation_gradient");
    if (host_->activation_gradient(host_, v.memptr(), out.memptr()) != HEBB_OK) {
      throw Failure("activation_gradient: the host could not compute it");
    }
  }
  void uniform(std::uint64_t stream, std::uint64_t counter, arma::fmat& out) const {
    host_->uniform(host_, stream, counter, out.n_elem, out.memptr());
  }
  void normal(std::uint64_t stream, std::uint64_t counter, arma::fmat& out) const {
    host_->normal(host_, stream, counter, out.n_elem, out.memptr());
  }

  const hebb_host* raw() const { return host_; }

 private:
  static void same_shape(const arma::fmat& a, const arma::fmat& b, const char* what) {
    if (a.n_rows == b.n_rows && a.n_cols == b.n_cols) return;
    throw Failure(std::string(what) + ": got " + std::to_string(a.n_rows) + " x " +
                  std::to_string(a.n_cols) + " and " + std::to_string(b.n_rows) + " x " +
                  std::to_string(b.n_cols) + ", wanted equal shapes");
  }

  const hebb_host* host_;
};

namespace detail {

// Runs body and turns every exception into a status, so that none crosses the ABI.
template <class Body>
std::int32_t guarded(const hebb_host* host, Body&& body) noexcept {
  try {
    body();
    return HEBB_OK;
  } catch (const Failure& failure) {
    return host->fail(host, failure.status(), failure.param(), failure.unit(), failure.what());
  } catch (const std::exception& error) {
    return host->fail(host, HEBB_ERROR, -1, -1, error.what());
  } catch (...) {
    return host->fail(host, HEBB_ERROR, -1, -1, "an exception of unknown type");
  }
}

}  // namespace detail
}  // namespace hebb
