! plugin -- hebb/plugin.h for rules in Fortran: the same names, layouts and numbers, without the
! parts of activations and metrics. plugin.h says what each of them means. hebb_add_plugin() compiles
! this file beside a Fortran plugin's own.
!
! Functions of the host are pointers: c_f_procpointer(host%softmax, softmax) with
! `procedure(hebb_softmax), pointer :: softmax`. Interfaces are here for those that rules use most.
module hebb
  use, intrinsic :: iso_c_binding
  implicit none
  public

  integer(c_int32_t), parameter :: HEBB_ABI_MAJOR = 1
  integer(c_int32_t), parameter :: HEBB_MAGIC = int(z'48454242', c_int32_t)

  integer(c_int32_t), parameter :: HEBB_KIND_RULE = 1

  integer(c_int32_t), parameter :: HEBB_OK = 0
  integer(c_int32_t), parameter :: HEBB_ERROR = 1
  integer(c_int32_t), parameter :: HEBB_ERROR_PARAM = 2
  integer(c_int32_t), parameter :: HEBB_ERROR_NUMERIC = 3
  integer(c_int32_t), parameter :: HEBB_ERROR_CANCELLED = 4

  integer(c_int32_t), parameter :: HEBB_PARAM_REAL = 1
  integer(c_int32_t), parameter :: HEBB_PARAM_INTEGER = 2
  integer(c_int32_t), parameter :: HEBB_PARAM_BOOLEAN = 3
  integer(c_int32_t), parameter :: HEBB_PARAM_CHOICE = 4
  integer(c_int32_t), parameter :: HEBB_PARAM_SCHEDULABLE = 1
  integer(c_int32_t), parameter :: HEBB_PARAM_ABOVE = 2
  integer(c_int32_t), parameter :: HEBB_PARAM_BELOW = 4

  integer(c_int32_t), parameter :: HEBB_AXIS_GLOBAL = 1
  integer(c_int32_t), parameter :: HEBB_AXIS_UNIT = 2
  integer(c_int32_t), parameter :: HEBB_AXIS_INPUT = 3
  integer(c_int32_t), parameter :: HEBB_AXIS_SYNAPSE = 4
  integer(c_int32_t), parameter :: HEBB_AXIS_UNIT_UNIT = 5
  integer(c_int32_t), parameter :: HEBB_AXIS_CLASS_UNIT = 6
  integer(c_int32_t), parameter :: HEBB_TYPE_FLOAT32 = 1
  integer(c_int32_t), parameter :: HEBB_TYPE_FLOAT64 = 2
  integer(c_int32_t), parameter :: HEBB_TYPE_INT64 = 3
  integer(c_int32_t), parameter :: HEBB_INITIAL_VALUE = 1
  integer(c_int32_t), parameter :: HEBB_INITIAL_NORMAL = 2
  integer(c_int32_t), parameter :: HEBB_INITIAL_UNIFORM = 3

  integer(c_int32_t), parameter :: HEBB_LOG_DEBUG = 1
  integer(c_int32_t), parameter :: HEBB_LOG_INFO = 2
  integer(c_int32_t), parameter :: HEBB_LOG_WARNING = 3

  integer(c_int64_t), parameter :: HEBB_NEED_X = int(z'1', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_U = int(z'2', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_Y = int(z'4', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_LABELS = int(z'8', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_W = int(z'10', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_RANDOM = int(z'20', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_GRAM = int(z'100', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_NORMS = int(z'200', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_THIRD = int(z'400', c_int64_t)
  integer(c_int64_t), parameter :: HEBB_NEED_JACOBIAN = int(z'800', c_int64_t)

  integer(c_int32_t), parameter :: HEBB_MODE_FACTORED = 1
  integer(c_int32_t), parameter :: HEBB_MODE_LATERAL = 2
  integer(c_int32_t), parameter :: HEBB_MODE_DIRECT = 3

  type, bind(c) :: hebb_param
    type(c_ptr) :: name = c_null_ptr
    type(c_ptr) :: doc = c_null_ptr
    type(c_ptr) :: unit = c_null_ptr
    type(c_ptr) :: choices = c_null_ptr
    integer(c_int32_t) :: type = 0
    integer(c_int32_t) :: flags = 0
    real(c_double) :: initial = 0
    real(c_double) :: minimum = 0
    real(c_double) :: maximum = 0
  end type

  type, bind(c) :: hebb_state
    type(c_ptr) :: name = c_null_ptr
    type(c_ptr) :: doc = c_null_ptr
    integer(c_int32_t) :: axis = 0
    integer(c_int32_t) :: type = 0
    integer(c_int32_t) :: initial = 0
    integer(c_int32_t) :: reserved = 0
    real(c_double) :: value = 0
  end type

  type, bind(c) :: hebb_host
    integer(c_int32_t) :: struct_size
    integer(c_int32_t) :: abi_minor
    type(c_ptr) :: context
    type(c_funptr) :: log
    type(c_funptr) :: cancelled
    type(c_funptr) :: fail
    type(c_funptr) :: uniform
    type(c_funptr) :: normal
    type(c_funptr) :: sgemm
    type(c_funptr) :: parallel_for
    type(c_funptr) :: exp
    type(c_funptr) :: tanh
    type(c_funptr) :: softmax
    type(c_funptr) :: column_winners
    type(c_funptr) :: column_ranks
    type(c_funptr) :: column_kth
    type(c_funptr) :: mask_largest
    type(c_funptr) :: row_means
    type(c_funptr) :: row_dots
    type(c_funptr) :: quadratic_forms
    type(c_funptr) :: ema
    type(c_funptr) :: activation_gradient
    type(c_funptr) :: emit_scalar
    type(c_funptr) :: emit_vector
    type(c_funptr) :: extension
  end type

  type, bind(c) :: hebb_setup
    integer(c_int32_t) :: struct_size
    integer(c_int32_t) :: inputs
    integer(c_int32_t) :: units
    integer(c_int32_t) :: classes
    integer(c_int32_t) :: batch
    integer(c_int32_t) :: channels
    integer(c_int32_t) :: height
    integer(c_int32_t) :: width
    integer(c_int64_t) :: steps
    integer(c_int64_t) :: samples
    type(c_ptr) :: params
  end type

  type, bind(c) :: hebb_rule_plan
    integer(c_int32_t) :: struct_size
    integer(c_int32_t) :: mode
    integer(c_int32_t) :: unit_norm
    integer(c_int32_t) :: reserved
    integer(c_int64_t) :: needs
    integer(c_int64_t) :: states
  end type

  type, bind(c) :: hebb_rule_step
    integer(c_int32_t) :: struct_size
    integer(c_int32_t) :: inputs
    integer(c_int32_t) :: units
    integer(c_int32_t) :: classes
    integer(c_int32_t) :: batch
    integer(c_int32_t) :: reserved
    integer(c_int64_t) :: index
    integer(c_int64_t) :: samples
    real(c_double) :: rate
    real(c_double) :: reduction
    type(c_ptr) :: params
    type(c_ptr) :: x
    type(c_ptr) :: u
    type(c_ptr) :: y
    type(c_ptr) :: gram
    type(c_ptr) :: norms
    type(c_ptr) :: w
    type(c_ptr) :: third
    type(c_ptr) :: labels
    type(c_ptr) :: bias
    type(c_ptr) :: states
    type(c_ptr) :: c
    type(c_ptr) :: d
    type(c_ptr) :: lateral
    type(c_ptr) :: w_new
  end type

  type, bind(c) :: hebb_rule
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: reserved = 0
    type(c_funptr) :: create = c_null_funptr
    type(c_funptr) :: destroy = c_null_funptr
    type(c_funptr) :: step = c_null_funptr
  end type

  type, bind(c) :: hebb_plugin
    integer(c_int32_t) :: magic = HEBB_MAGIC
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: abi_major = HEBB_ABI_MAJOR
    integer(c_int32_t) :: abi_minor = 0
    integer(c_int64_t) :: features_required = 0
    integer(c_int32_t) :: kind = HEBB_KIND_RULE
    integer(c_int32_t) :: param_count = 0
    integer(c_int32_t) :: param_stride = 0
    integer(c_int32_t) :: state_count = 0
    integer(c_int32_t) :: state_stride = 0
    integer(c_int32_t) :: reserved = 0
    type(c_ptr) :: id = c_null_ptr
    type(c_ptr) :: version = c_null_ptr
    type(c_ptr) :: summary = c_null_ptr
    type(c_ptr) :: citation = c_null_ptr
    type(c_ptr) :: params = c_null_ptr
    type(c_ptr) :: states = c_null_ptr
    type(c_ptr) :: functions = c_null_ptr
  end type

  abstract interface
    function hebb_fail(host, status, param, unit, message) bind(c)
      import
      type(hebb_host), intent(in) :: host
      integer(c_int32_t), value :: status, param
      integer(c_int64_t), value :: unit
      character(kind=c_char), intent(in) :: message(*)
      integer(c_int32_t) :: hebb_fail
    end function

    ! hebb_host%uniform and hebb_host%normal.
    subroutine hebb_draw(host, stream, counter, n, out) bind(c)
      import
      type(hebb_host), intent(in) :: host
      integer(c_int64_t), value :: stream, counter, n
      real(c_float), intent(inout) :: out(*)
    end subroutine

    subroutine hebb_softmax(host, rows, columns, scale, in, out) bind(c)
      import
      type(hebb_host), intent(in) :: host
      integer(c_int64_t), value :: rows, columns
      real(c_float), value :: scale
      real(c_float), intent(in) :: in(*)
      real(c_float), intent(inout) :: out(*)
    end subroutine

    subroutine hebb_column_winners(host, rows, columns, in, winners) bind(c)
      import
      type(hebb_host), intent(in) :: host
      integer(c_int64_t), value :: rows, columns
      real(c_float), intent(in) :: in(*)
      integer(c_int32_t), intent(inout) :: winners(*)
    end subroutine

    subroutine hebb_row_dots(host, rows, columns, a, b, out) bind(c)
      import
      type(hebb_host), intent(in) :: host
      integer(c_int64_t), value :: rows, columns
      real(c_float), intent(in) :: a(*), b(*)
      real(c_float), intent(inout) :: out(*)
    end subroutine
  end interface
end module
