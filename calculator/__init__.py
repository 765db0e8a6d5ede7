"""The kmo-portefeuille as arithmetic: an application goes in, an outcome comes out.

>>> calculate_json("geen aanvraag")[:46]
'{"schema":"kmo-outcome/1","status":"ongeldig",'
"""

from calculator.wire.doors import calculate_json, explain_json, plan_json

__all__ = ["calculate_json", "explain_json", "plan_json"]
