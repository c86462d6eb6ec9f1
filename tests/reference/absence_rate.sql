with stretches as (select *, floor((year(month) * 12 + month(month) - 1) / 12) as stretch from staffing),
whole as (select stretch from stretches group by stretch having count(distinct month) = 12)
select max(month) as period, true as whole, sum(absence_h) filter (theoretical_h is not null) / sum(theoretical_h) filter (absence_h is not null) as value,
       count(absence_h + theoretical_h) as n
from stretches join whole using (stretch)
group by stretch
