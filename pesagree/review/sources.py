"""Where each concern comes from, and how far anybody has checked it. Names: templates/<lang>/rules.yaml."""

from enum import StrEnum


class Checked(StrEnum):
    """How far a source was read for what the rule takes from it."""

    OWN = "own"  # our own design or arithmetic: there is nothing to check
    READ = "read"  # read in the source itself
    COPY = "copy"  # a norm read in a copy, not compared with the official gazette
    PARTLY = "partly"  # some pages, an abstract, or as another text reports it
    UNCHECKED = "unchecked"  # from memory: check before relying on it


SOURCES: dict[str, Checked] = {
    "design": Checked.OWN,
    "arithmetic": Checked.OWN,
    "sunat": Checked.READ,
    "pncb": Checked.READ,
    "cifor_2012": Checked.READ,
    "costa_rica_39083": Checked.READ,
    "colombia_870": Checked.READ,
    "fonafifo": Checked.READ,
    "ley_24656": Checked.COPY,
    "dl_22175": Checked.COPY,
    "ley_26505": Checked.COPY,
    "sunarp_directives": Checked.COPY,
    "ley_30982": Checked.COPY,
    "ley_27811": Checked.COPY,
    "ley_29735": Checked.COPY,
    "ley_28194": Checked.COPY,
    "dl_1071": Checked.COPY,
    "ley_26872": Checked.COPY,
    "dl_1280": Checked.COPY,
    "ds_010_2024": Checked.COPY,
    "civil_code_1001": Checked.COPY,
    "civil_code_1315": Checked.COPY,
    "civil_code_1346": Checked.COPY,
    "civil_code_1428": Checked.COPY,
    "hawkins_2010": Checked.PARTLY,
    "unep_2008": Checked.PARTLY,
    "aidesep_2011": Checked.PARTLY,
    "socio_bosque": Checked.PARTLY,
    "watershared": Checked.PARTLY,
    "wunder": Checked.PARTLY,
    "ley_30215": Checked.PARTLY,
    "ds_009_2016": Checked.PARTLY,
    "greiber_2009": Checked.UNCHECKED,
    "fcpf_2014": Checked.UNCHECKED,
    "plan_vivo": Checked.UNCHECKED,
    "sellers_primer_2007": Checked.UNCHECKED,
    "undrip": Checked.UNCHECKED,
    "ilo_169": Checked.UNCHECKED,
    "vcs": Checked.UNCHECKED,
    "ley_28736": Checked.UNCHECKED,
    "ley_29785": Checked.UNCHECKED,
    "res_026_2014": Checked.UNCHECKED,
    "civil_code_315": Checked.UNCHECKED,
    "dl_1013": Checked.UNCHECKED,
    "plos_one_2019": Checked.UNCHECKED,
}
