"""All that is worked out about an application before there is a verdict."""

from dataclasses import replace

from calculator.engine.conditions import find_problems
from calculator.engine.costs import CountedCosts, count_costs
from calculator.engine.deadlines import Deadlines, deadlines_of
from calculator.engine.enterprise_size import GroupFigures, add_up_group, possible_sizes
from calculator.engine.grant import Grant, make_grant
from calculator.model import Application, EnterpriseSize, value
from calculator.rules import Ruleset


@value
class Assessment:
    """An application held against `rules`: one grant for each size still possible."""

    rules: Ruleset
    application: Application
    costs: CountedCosts
    deadlines: Deadlines
    group: GroupFigures
    grants: tuple[Grant, ...]

    @property
    def known_grant(self) -> Grant | None:
        """The one grant there is; None if the size is not known."""
        return self.grants[0] if len(self.grants) == 1 else None


def assess(rules: Ruleset, application: Application) -> Assessment:
    """Hold `application` against `rules`, whatever the day."""
    costs = count_costs(application.project)
    deadlines = deadlines_of(application)
    group = add_up_group(application.enterprise)
    shared = tuple(find_problems(rules, application, costs, deadlines))
    sizes = possible_sizes(application.enterprise, group)
    return Assessment(
        rules=rules,
        application=application,
        costs=costs,
        deadlines=deadlines,
        group=group,
        grants=tuple([make_grant(size, rules, application, costs, shared) for size in sizes]),
    )


def with_size(application: Application, size: EnterpriseSize) -> Application:
    """Give the same application by an enterprise of `size`."""
    return replace(application, enterprise=replace(application.enterprise, size=size))
