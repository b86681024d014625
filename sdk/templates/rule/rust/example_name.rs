// example_name -- leaky winner-take-all: the winner of a sample moves towards it, the losers less.
//
//   one sample:  c_j = 1 for the unit with the largest u_j + bias_j, leak for the others;  d_j = c_j
//   batch:       d_j = sum_b c_jb
//
// Shapes:  u, c units x batch; d, bias units; wins units, a state.
// Expects: finite u.
// Params:  leak in [0, 1].
// Cost:    O(units x batch).
// Cite:    Rumelhart, Zipser, "Feature discovery by competitive learning", Cognitive Science 9,
//          1985, doi:10.1207/s15516709cog0901_5.
// Differs: the weights of a unit need not sum to 1.
#[allow(dead_code, non_camel_case_types)]
mod hebb {
    include!(concat!(env!("HEBB_INCLUDE"), "/hebb/plugin.rs"));
}

use hebb::*;
use std::mem::size_of;
use std::os::raw::{c_char, c_void};
use std::ptr::null;
use std::slice::{from_raw_parts, from_raw_parts_mut};

const LEAK: usize = 0; // index in the parameter table
const WINS: usize = 0; // index in the state table

// Scratch of an instance: what a rule learns belongs into states.
struct Scratch {
    competing: Vec<f32>, // units x batch
    winners: Vec<i32>,   // batch
}

// A vector of `count` values; None where memory is short, which `vec!` would end the process for.
fn filled<T: Clone>(count: usize, value: T) -> Option<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(count).ok()?;
    values.resize(count, value);
    Some(values)
}

unsafe extern "C" fn create(
    host: *const hebb_host,
    setup: *const hebb_setup,
    plan: *mut hebb_rule_plan,
    this: *mut *mut c_void,
) -> i32 {
    let setup = &*setup;
    let (units, batch) = (setup.units as usize, setup.batch as usize);
    let scratch = match (filled(units * batch, 0.0), filled(batch, 0)) {
        (Some(competing), Some(winners)) => Scratch { competing, winners },
        _ => {
            let message = b"out of memory\0".as_ptr() as *const c_char;
            return ((*host).fail)(host, HEBB_ERROR, -1, -1, message);
        }
    };
    (*plan).needs = HEBB_NEED_U;
    *this = Box::into_raw(Box::new(scratch)) as *mut c_void;
    HEBB_OK
}

unsafe extern "C" fn destroy(this: *mut c_void) {
    drop(Box::from_raw(this as *mut Scratch));
}

unsafe extern "C" fn step(
    this: *mut c_void,
    host: *const hebb_host,
    step: *const hebb_rule_step,
) -> i32 {
    let scratch = &mut *(this as *mut Scratch);
    let s = &*step;
    let (units, batch) = (s.units as usize, s.batch as usize);
    let leak = *s.params.add(LEAK) as f32;
    let u = from_raw_parts(s.u, units * batch);
    let bias = from_raw_parts(s.bias, units);
    let c = from_raw_parts_mut(s.c, units * batch);
    let d = from_raw_parts_mut(s.d, units);
    let wins = from_raw_parts_mut(*s.states.add(WINS) as *mut i64, units);

    for b in 0..batch {
        for j in 0..units {
            scratch.competing[j + b * units] = u[j + b * units] + bias[j];
        }
    }
    ((*host).column_winners)(
        host,
        units as u64,
        batch as u64,
        scratch.competing.as_ptr(),
        scratch.winners.as_mut_ptr(),
    );

    for b in 0..batch {
        let winner = scratch.winners[b] as usize;
        for j in 0..units {
            let coefficient = if j == winner { 1.0 } else { leak };
            c[j + b * units] = coefficient;
            d[j] += coefficient; // d arrives zeroed
        }
        wins[winner] += 1;
    }
    HEBB_OK
}

// A string of the library, ended by a zero as C wants it.
macro_rules! text {
    ($($part:expr),*) => { concat!($($part,)* "\0").as_ptr() as *const c_char };
}

static PARAMS: [hebb_param; 1] = [hebb_param {
    name: text!("leak"),
    doc: text!("how much a loser moves, the winner moving by 1"),
    unit: text!(""),
    choices: null(),
    r#type: HEBB_PARAM_REAL,
    flags: 0,
    initial: 0.0,
    minimum: 0.0,
    maximum: 1.0,
}];

static STATES: [hebb_state; 1] = [hebb_state {
    name: text!("wins"),
    doc: text!("samples won"),
    axis: HEBB_AXIS_UNIT,
    r#type: HEBB_TYPE_INT64,
    initial: HEBB_INITIAL_VALUE,
    reserved: 0,
    value: 0.0,
}];

static FUNCTIONS: hebb_rule = hebb_rule {
    struct_size: size_of::<hebb_rule>() as u32,
    reserved: 0,
    create,
    destroy,
    step,
};

static PLUGIN: hebb_plugin = hebb_plugin {
    magic: HEBB_MAGIC,
    struct_size: size_of::<hebb_plugin>() as u32,
    abi_major: HEBB_ABI_MAJOR,
    abi_minor: 0,
    features_required: 0,
    kind: HEBB_KIND_RULE,
    param_count: 1,
    param_stride: size_of::<hebb_param>() as u32,
    state_count: 1,
    state_stride: size_of::<hebb_state>() as u32,
    reserved: 0,
    id: text!(env!("HEBB_PLUGIN_NAME")),
    version: text!("1.0.0"),
    summary: text!("leaky winner-take-all"),
    citation: text!("Rumelhart and Zipser 1985"),
    params: &PARAMS as *const hebb_param,
    states: &STATES as *const hebb_state,
    functions: &FUNCTIONS as *const hebb_rule as *const c_void,
};

#[no_mangle]
pub extern "C" fn hebb_plugin_v1() -> *const hebb_plugin {
    &PLUGIN
}
