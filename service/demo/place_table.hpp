#pragma once

#include <array>
#include <string_view>

namespace clockstart::service::demo {

// One of the areas of the demo. Codes, names and parents are facts (NHS ODS and ONS: lookup of sub-ICB locations to
// ICBs, July 2022); how long children wait there is invented.
struct area_fact {
    std::string_view code, name, ons_code, icb;
    int first_year;       // since when the area has existed, from 1 April
    double population;    // in neighbourhoods (LSOA 2011), which hold about as many people each
    double tilt;          // invented: towards longer (up to 1) or shorter waits (down to -1)
    int middle_decile;    // invented: deprivation, 1 the most deprived
    double minority_part; // invented: of known ethnicities
    std::string_view therapies, equipment, assessments; // providers
};

struct parent_fact {
    std::string_view code, name, kind, ons_code, parent;
};

struct provider_fact {
    std::string_view code, name;
};

// An area where a second provider takes part of the children.
struct second_provider {
    std::string_view area, pathway, provider;
    double part; // of the children
    double tilt;
};

inline constexpr std::array<area_fact, 11> area_facts{{
    {"06Q", "Mid Essex", "E38000106", "QH8", 2013, 234, -0.25, 7, 0.07, "PV01", "PV02", "PV03"},
    {"06T", "North East Essex", "E38000117", "QJG", 2013, 194, 0.45, 5, 0.06, "PV04", "PV02", "PV04"},
    {"07G", "Thurrock", "E38000185", "QH8", 2013, 98, 0.10, 4, 0.23, "PV05", "PV06", "PV03"},
    {"07H", "West Essex", "E38000197", "QM7", 2013, 178, -0.55, 7, 0.12, "PV07", "PV02", "PV07"},
    {"99E", "Basildon and Brentwood", "E38000007", "QH8", 2013, 156, 0.60, 6, 0.10, "PV05", "PV06", "PV03"},
    {"99F", "Castle Point and Rochford", "E38000030", "QH8", 2013, 110, -0.40, 7, 0.05, "PV08", "PV06", "PV03"},
    {"99G", "Southend", "E38000168", "QH8", 2013, 107, 0.80, 4, 0.15, "PV08", "PV06", "PV03"},
    {"03Q", "Vale of York", "E38000188", "QOQ", 2013, 206, -0.70, 8, 0.06, "PV09", "PV10", "PV09"},
    {"00P", "Sunderland", "E38000176", "QHM", 2013, 185, -0.10, 3, 0.06, "PV11", "PV11", "PV11"},
    {"15E", "Birmingham and Solihull", "E38000258", "QHL", 2018, 773, 0.15, 3, 0.48, "PV12", "PV13", "PV12"},
    {"18C", "Herefordshire and Worcestershire", "E38000236", "QGH", 2020, 480, -0.15, 6, 0.07, "PV14", "PV13", "PV14"},
}};

// Integrated care boards and regions. The STPs before July 2022 had the same codes.
inline constexpr std::array<parent_fact, 11> parent_facts{{
    {"Y61", "East of England", "region", "E40000007", ""},
    {"Y63", "North East and Yorkshire", "region", "E40000012", ""},
    {"Y60", "Midlands", "region", "E40000011", ""},
    {"QH8", "NHS Mid and South Essex Integrated Care Board", "icb", "E54000026", "Y61"},
    {"QJG", "NHS Suffolk and North East Essex Integrated Care Board", "icb", "E54000023", "Y61"},
    {"QM7", "NHS Hertfordshire and West Essex Integrated Care Board", "icb", "E54000025", "Y61"},
    {"D7T5G", "NHS Essex Integrated Care Board", "icb", "", "Y61"},
    {"QOQ", "NHS Humber and North Yorkshire Integrated Care Board", "icb", "E54000051", "Y63"},
    {"QHM", "NHS North East and North Cumbria Integrated Care Board", "icb", "E54000050", "Y63"},
    {"QHL", "NHS Birmingham and Solihull Integrated Care Board", "icb", "E54000055", "Y60"},
    {"QGH", "NHS Herefordshire and Worcestershire Integrated Care Board", "icb", "E54000019", "Y60"},
}};

// All invented.
inline constexpr std::array<provider_fact, 16> provider_facts{{
    {"PV01", "Chelmer Reach Children's Therapies"},
    {"PV02", "Blackwater Equipment Loans"},
    {"PV03", "Saltings Child Development Centre"},
    {"PV04", "Colne Estuary Community Health"},
    {"PV05", "Langdon Ridge Children's Services"},
    {"PV06", "Crouch Valley Equipment Store"},
    {"PV07", "Roding Meadows Child Health"},
    {"PV08", "Hadleigh Marsh Community Health"},
    {"PV09", "Ouse and Foss Children's Health"},
    {"PV10", "Derwent Ings Equipment Service"},
    {"PV11", "Wear Bank Community Care"},
    {"PV12", "Rea and Cole Children's Partnership"},
    {"PV13", "Teme Orchard Equipment Service"},
    {"PV14", "Malvern Slopes Community Health"},
    {"PV15", "Aldermoor Autism and ADHD Clinics"},
    {"PV16", "Quickstep Mobility for Children"},
}};

inline constexpr std::array<second_provider, 9> second_providers{{
    {"99G", "equipment", "PV16", 0.35, -0.30},
    {"99E", "equipment", "PV16", 0.25, -0.20},
    {"06Q", "asd", "PV15", 0.30, -0.75},
    {"06T", "asd", "PV15", 0.25, -0.10},
    {"15E", "asd", "PV15", 0.35, -0.35},
    {"15E", "adhd", "PV15", 0.35, -0.25},
    {"15E", "slt", "PV14", 0.25, 0.45},
    {"18C", "equipment", "PV16", 0.20, 0.35},
    {"03Q", "adhd", "PV15", 0.20, 0.10},
}};

} // namespace clockstart::service::demo
