! example_name -- leaky winner-take-all: the winner of a sample moves towards it, the losers less.
!
!   one sample:  c_j = 1 for the unit with the largest u_j + bias_j, leak for the others;  d_j = c_j
!   batch:       d_j = sum_b c_jb
!
! Shapes:  u, c units x batch; d, bias units; wins units, a state.
! Expects: finite u.
! Params:  leak in [0, 1].
! Cost:    O(units x batch).
! Cite:    Rumelhart, Zipser, "Feature discovery by competitive learning", Cognitive Science 9,
!          1985, doi:10.1207/s15516709cog0901_5.
! Differs: the weights of a unit need not sum to 1.
module rule
  use, intrinsic :: iso_c_binding
  use hebb
  implicit none
  private
  public :: hebb_plugin_v1

  integer, parameter :: LEAK = 1 ! index in the parameter table
  integer, parameter :: WINS = 1 ! index in the state table

  ! Scratch of an instance: what a rule learns belongs into states.
  type :: scratch
    real(c_float), allocatable :: competing(:, :) ! units x batch
    integer(c_int32_t), allocatable :: winners(:) ! batch, from 0
  end type

  ! The tables, filled in by hebb_plugin_v1; the host reads them as long as the library is loaded.
  type(hebb_param), target, save :: params(1)
  type(hebb_state), target, save :: states(1)
  type(hebb_rule), target, save :: functions
  type(hebb_plugin), target, save :: plugin

  character(kind=c_char, len=*), parameter :: end_of_text = c_null_char
  character(len=65), target, save :: id = HEBB_PLUGIN_NAME // end_of_text
  character(len=65), target, save :: version = '1.0.0' // end_of_text
  character(len=65), target, save :: summary = 'leaky winner-take-all' // end_of_text
  character(len=65), target, save :: citation = 'Rumelhart and Zipser 1985' // end_of_text
  character(len=65), target, save :: no_text = end_of_text
  character(len=65), target, save :: leak_name = 'leak' // end_of_text
  character(len=65), target, save :: leak_doc = &
      'how much a loser moves, the winner moving by 1' // end_of_text
  character(len=65), target, save :: wins_name = 'wins' // end_of_text
  character(len=65), target, save :: wins_doc = 'samples won' // end_of_text

contains

  function create(host, setup, plan, self) bind(c) result(status)
    type(hebb_host), intent(in) :: host
    type(hebb_setup), intent(in) :: setup
    type(hebb_rule_plan), intent(inout) :: plan
    type(c_ptr), intent(inout) :: self
    integer(c_int32_t) :: status
    type(scratch), pointer :: own
    procedure(hebb_fail), pointer :: fail
    integer :: trouble

    allocate (own, stat=trouble)
    if (trouble == 0) allocate (own%competing(setup%units, setup%batch), &
                                own%winners(setup%batch), stat=trouble)
    if (trouble /= 0) then
      call c_f_procpointer(host%fail, fail)
      status = fail(host, HEBB_ERROR, -1_c_int32_t, -1_c_int64_t, 'out of memory' // end_of_text)
      return
    end if
    plan%needs = HEBB_NEED_U
    self = c_loc(own)
    status = HEBB_OK
  end function

  subroutine destroy(self) bind(c)
    type(c_ptr), value :: self
    type(scratch), pointer :: own

    call c_f_pointer(self, own)
    deallocate (own)
  end subroutine

  function step(self, host, s) bind(c) result(status)
    type(c_ptr), value :: self
    type(hebb_host), intent(in) :: host
    type(hebb_rule_step), intent(in) :: s
    integer(c_int32_t) :: status
    type(scratch), pointer :: own
    procedure(hebb_column_winners), pointer :: column_winners
    real(c_double), pointer :: values(:)
    real(c_float), pointer :: u(:, :), bias(:), c(:, :), d(:)
    type(c_ptr), pointer :: state(:)
    integer(c_int64_t), pointer :: won(:)
    integer :: b, j, winner

    call c_f_pointer(self, own)
    call c_f_procpointer(host%column_winners, column_winners)
    call c_f_pointer(s%params, values, [1])
    call c_f_pointer(s%u, u, [s%units, s%batch])
    call c_f_pointer(s%bias, bias, [s%units])
    call c_f_pointer(s%c, c, [s%units, s%batch])
    call c_f_pointer(s%d, d, [s%units])
    call c_f_pointer(s%states, state, [1])
    call c_f_pointer(state(WINS), won, [s%units])

    do b = 1, s%batch
      own%competing(:, b) = u(:, b) + bias
    end do
    call column_winners(host, int(s%units, c_int64_t), int(s%batch, c_int64_t), &
                        own%competing, own%winners)

    c = real(values(LEAK), c_float)
    do b = 1, s%batch
      winner = own%winners(b) + 1
      c(winner, b) = 1
      won(winner) = won(winner) + 1
      do j = 1, s%units
        d(j) = d(j) + c(j, b) ! d arrives zeroed
      end do
    end do
    status = HEBB_OK
  end function

  function hebb_plugin_v1() bind(c, name='hebb_plugin_v1') result(descriptor)
    type(c_ptr) :: descriptor

    params(1)%name = c_loc(leak_name)
    params(1)%doc = c_loc(leak_doc)
    params(1)%unit = c_loc(no_text)
    params(1)%type = HEBB_PARAM_REAL
    params(1)%initial = 0
    params(1)%minimum = 0
    params(1)%maximum = 1

    states(1)%name = c_loc(wins_name)
    states(1)%doc = c_loc(wins_doc)
    states(1)%axis = HEBB_AXIS_UNIT
    states(1)%type = HEBB_TYPE_INT64
    states(1)%initial = HEBB_INITIAL_VALUE
    states(1)%value = 0

    functions%struct_size = int(c_sizeof(functions), c_int32_t)
    functions%create = c_funloc(create)
    functions%destroy = c_funloc(destroy)
    functions%step = c_funloc(step)

    plugin%struct_size = int(c_sizeof(plugin), c_int32_t)
    plugin%param_count = size(params)
    plugin%param_stride = int(c_sizeof(params(1)), c_int32_t)
    plugin%state_count = size(states)
    plugin%state_stride = int(c_sizeof(states(1)), c_int32_t)
    plugin%id = c_loc(id)
    plugin%version = c_loc(version)
    plugin%summary = c_loc(summary)
    plugin%citation = c_loc(citation)
    plugin%params = c_loc(params)
    plugin%states = c_loc(states)
    plugin%functions = c_loc(functions)
    descriptor = c_loc(plugin)
  end function
end module
