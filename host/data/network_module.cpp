// network_module -- the table of functions that hebb_network.so exports.
#include "data/network.hpp"

extern "C" const hebb::data::Network hebb_network{&hebb::data::download, &hebb::data::unpack};
