"""The linear model gives what lme4 is known to give for the classic sets, to the digits printed in data/real/README.md."""

import pytest

from ledestjerne.indicators.reference.linear import Likelihood, fit_linear
from ledestjerne.indicators.reference.results import LinearFit
from tests.indicators.reference.samples import sample


@pytest.fixture
def fitted(real_data):
    def fit(name: str, outcome: str, unit: str, background: list[str], likelihood: Likelihood) -> LinearFit:
        rows = sample(real_data / "multilevel" / name, outcome=outcome, unit=unit, background=background)
        found = fit_linear(rows, likelihood=likelihood)
        assert isinstance(found, LinearFit)
        return found

    return fit


def test_chemistry_marks_in_2410_schools(fitted):
    found = fitted("chem97.csv", "score", "school", ["gcsecnt"], Likelihood.ML)

    assert [round(value, 4) for value in found.coefficients] == [5.6277, 2.4723]
    assert [round(value, 4) for value in found.standard_errors] == [0.0281, 0.0169]
    assert (round(found.unit_variance, 4), round(found.residual_variance, 4)) == (1.1788, 5.1542)
    assert round(found.deviance, 1) == 141687.0
    assert len(found.units.code) == 2410


def test_dutch_language_test_in_131_schools(fitted):
    found = fitted("bdf.csv", "langPOST", "schoolNR", ["IQ.ver.cen"], Likelihood.ML)

    assert [round(value, 4) for value in found.coefficients] == [40.6094, 2.4881]
    assert [round(value, 4) for value in found.standard_errors] == [0.3069, 0.0701]
    assert (round(found.unit_variance, 4), round(found.residual_variance, 4)) == (9.4970, 42.2272)
    assert round(found.deviance, 2) == 15251.77
    assert len(found.units.code) == 131


def test_mathematics_of_the_618_pupils_who_have_it(fitted):
    found = fitted("studentratings.csv", "MathAchiev", "ID", [], Likelihood.REML)

    assert (round(float(found.coefficients[0]), 2), round(float(found.standard_errors[0]), 2)) == (495.58, 4.26)
    assert (round(found.unit_variance, 2), round(found.residual_variance, 2)) == (238.06, 8217.55)
    assert found.units.n.sum() == 618
